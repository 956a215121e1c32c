package dev.customprofiles.benchmarks.heap;

import java.io.File;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import shark.CloseableHeapGraph;
import shark.HeapAnalysis;
import shark.HeapAnalysisSuccess;
import shark.HeapAnalyzer;
import shark.HeapObject.HeapInstance;
import shark.HprofHeapGraph;
import shark.HprofRecordTag;
import shark.IgnoredReferenceMatcher;
import shark.MetadataExtractor;
import shark.ReferenceMatcher;
import shark.ReferencePattern;

/** The peer: Shark's own search for the paths to all recorded objects, without retained sizes: {@code SharkSearch FILE}. */
final class SharkSearch {

    private SharkSearch() {}

    public static void main(String[] args) {
        File file = new File(args[0]);
        Set<HprofRecordTag> roots = HprofRecordTag.Companion.getRootTags();
        try (CloseableHeapGraph graph = HprofHeapGraph.Companion.openHeapGraph(file, null, EnumSet.copyOf(roots))) {
            Set<Long> values = new HashSet<>();
            for (Iterator<HeapInstance> i = graph.getInstances().iterator(); i.hasNext(); ) {
                HeapInstance instance = i.next();
                if (instance.getInstanceClassName().equals("dev.customprofiles.LiveObject")) {
                    values.add(instance.get("java.lang.ref.Reference", "referent")
                            .getValue()
                            .getAsObjectId());
                }
            }
            List<? extends ReferenceMatcher> weak = List.of(
                    ignored("java.lang.ref.WeakReference"),
                    ignored("java.lang.ref.PhantomReference"),
                    ignored("dev.customprofiles.LiveObject"));
            HeapAnalysis analysis = new HeapAnalyzer(step -> {})
                    .analyze(
                            file, graph, all -> values, weak, false, List.of(), MetadataExtractor.Companion.getNO_OP());
            if (!(analysis instanceof HeapAnalysisSuccess found)) {
                throw new IllegalStateException(analysis.toString());
            }
            System.out.println("paths "
                    + found.getApplicationLeaks().stream()
                            .mapToLong(leak -> leak.getLeakTraces().size())
                            .sum());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ReferenceMatcher ignored(String type) {
        return new IgnoredReferenceMatcher(new ReferencePattern.InstanceFieldPattern(type, "referent"));
    }
}
