package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmc.common.IDescribable;
import org.openjdk.jmc.common.IMCStackTrace;
import org.openjdk.jmc.common.item.IAccessorKey;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.flightrecorder.JfrAttributes;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** Our events as Mission Control's own parser sees them: names, labels, units and stacks. */
class MissionControlTest {

    @TempDir
    static Path folder;

    private static final Map<String, IItemIterable> EVENTS = new LinkedHashMap<>();

    @BeforeAll
    static void load() throws Exception {
        Path file = folder.resolve("late.jfr");
        ChildJvm.run(LateRecording.class, List.of(), file);
        IItemCollection all = JfrLoaderToolkit.loadEvents(file.toFile());
        for (IItemIterable ofOneType : all) {
            EVENTS.put(ofOneType.getType().getIdentifier(), ofOneType);
        }
    }

    @Test
    void anAddIsReadWithUnitsAndStack() {
        assertFields(
                "customprofiles.Add",
                "Object Added",
                Map.of(
                        "profile", "Profile: text",
                        "id", "Object Id: number",
                        "epoch", "Epoch: number",
                        "skip", "Skip: number",
                        "objectClass", "Object Class: class",
                        "weight", "Weight: number",
                        "label", "Label: text"));
        for (IItem add : EVENTS.get("customprofiles.Add")) {
            IMCStackTrace stack =
                    JfrAttributes.EVENT_STACKTRACE.getAccessor(type(add)).getMember(add);
            assertNotNull(stack);
            assertFalse(stack.getFrames().isEmpty());
        }
    }

    @Test
    void aRemoveIsReadWithItsAge() {
        assertFields(
                "customprofiles.Remove",
                "Object Removed",
                Map.of(
                        "profile", "Profile: text",
                        "id", "Object Id: number",
                        "epoch", "Epoch: number",
                        "site", "Site: number",
                        "age", "Age: timespan",
                        "weight", "Weight: number",
                        "recorder", "Recorder: number",
                        "label", "Label: text"));
    }

    @Test
    void aCollectedObjectIsReadWithTheMethodThatAddedIt() {
        assertFields(
                "customprofiles.Collected",
                "Object Collected",
                Map.of(
                        "profile", "Profile: text",
                        "id", "Object Id: number",
                        "topFrame", "Top Frame: text",
                        "epoch", "Epoch: number",
                        "site", "Site: number",
                        "age", "Age: timespan",
                        "weight", "Weight: number",
                        "recorder", "Recorder: number",
                        "label", "Label: text",
                        "weak", "Weak: boolean"));
        List<Object> topFrames = values("customprofiles.Collected", "topFrame");
        assertEquals(1, topFrames.size());
        assertTrue(topFrames.get(0).toString().startsWith("LateRecording.drop:"), topFrames.toString());
    }

    @Test
    void aSnapshotRowIsReadWithItsAgesAndTopFrame() {
        assertFields(
                "customprofiles.LiveSite",
                "Live Objects by Site",
                Map.of(
                        "profile", "Profile: text",
                        "site", "Site: number",
                        "topFrame", "Top Frame: text",
                        "liveCount", "Live Objects: number",
                        "liveWeight", "Live Weight: number",
                        "collectedCount", "Collected Objects: number",
                        "oldestAge", "Oldest: timespan",
                        "totalAge", "Total Age: timespan",
                        "objectClassName", "Object Class Name: text"));
        List<Object> topFrames = values("customprofiles.LiveSite", "topFrame");
        assertTrue(topFrames.get(0).toString().startsWith("LateRecording.lease:"), topFrames.toString());
        assertTrue(topFrames.get(1).toString().startsWith("LateRecording.record:"), topFrames.toString());
    }

    @Test
    void aSnapshotIsReadWithItsTotals() {
        assertFields(
                "customprofiles.Snapshot",
                "Live Set Snapshot",
                Map.of(
                        "profile", "Profile: text",
                        "liveCount", "Live Objects: number",
                        "liveWeight", "Live Weight: number",
                        "unit", "Weight Unit: text",
                        "added", "Objects Added: number",
                        "removed", "Objects Removed: number",
                        "collected", "Objects Collected: number"));
    }

    private static void assertFields(String event, String label, Map<String, String> expected) {
        IItemIterable events = EVENTS.get(event);
        assertNotNull(events, () -> event + " is not among " + EVENTS.keySet());
        assertEquals(label, events.getType().getName());
        assertFalse(events.getType().getDescription().isEmpty());
        Map<String, String> found = new LinkedHashMap<>();
        for (Map.Entry<IAccessorKey<?>, ? extends IDescribable> field :
                events.getType().getAccessorKeys().entrySet()) {
            String content = field.getKey().getContentType().getIdentifier();
            found.put(field.getKey().getIdentifier(), field.getValue().getName() + ": " + content.replace("raw ", ""));
        }
        found.keySet().retainAll(expected.keySet());
        assertEquals(new java.util.TreeMap<>(expected), new java.util.TreeMap<>(found));
    }

    private static List<Object> values(String event, String field) {
        List<Object> values = new ArrayList<>();
        IItemIterable events = EVENTS.get(event);
        for (IAccessorKey<?> key : events.getType().getAccessorKeys().keySet()) {
            if (key.getIdentifier().equals(field)) {
                IMemberAccessor<?, IItem> accessor = events.getType().getAccessor(key);
                events.forEach(item -> values.add(accessor.getMember(item)));
            }
        }
        return values;
    }

    @SuppressWarnings("unchecked")
    private static IType<IItem> type(IItem item) {
        return (IType<IItem>) item.getType();
    }
}
