package dev.customprofiles.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The costs of the runs of one command; each figure is the median of all runs. */
public final class Runs {

    private final List<Command.Result> results = new ArrayList<>();

    /** Counts a run of a command that was {@linkplain Command#timed(List) timed}. */
    public void add(Command.Result result) {
        results.add(result);
    }

    /** Returns whether no run failed. */
    public boolean isComplete() {
        return results.stream().allMatch(result -> result.exitCode() == 0);
    }

    /** From start to end. */
    public double millis() {
        return median(Command.Result::millis);
    }

    /** Processor time, summed over all processors. */
    public double processorMillis() {
        return median(Command.Result::processorMillis);
    }

    /** Memory that was resident at once. */
    public double peakMegabytes() {
        return median(Command.Result::peakMegabytes);
    }

    private double median(ToDoubleFunction<Command.Result> figure) {
        return Median.of(results.stream().mapToDouble(figure).boxed().toList());
    }
}
