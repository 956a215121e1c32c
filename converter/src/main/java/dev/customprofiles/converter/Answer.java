package dev.customprofiles.converter;

import dev.customprofiles.live.Losses;
import dev.customprofiles.writer.LossText;
import java.util.List;

/**
 * A value, together with the losses of the recording that may make it wrong. The caller has to choose: {@link #orThrow}
 * throws if the recording is incomplete, {@link #evenIfIncomplete} returns the value anyway.
 *
 * @since 0.1
 */
public sealed class Answer<T> permits ProfileAnswer {

    private final T value;
    private final Losses losses;

    Answer(T value, Losses losses) {
        this.value = value;
        this.losses = losses;
    }

    /**
     * {@return the value if nothing is known to be missing}
     *
     * @throws IncompleteException if the value may be wrong
     */
    public T orThrow() throws IncompleteException {
        if (!isComplete()) {
            throw new IncompleteException(warnings());
        }
        return value;
    }

    /** {@return the value, which may be wrong unless {@link #isComplete}} */
    public T evenIfIncomplete() {
        return value;
    }

    /** {@return true if nothing is known to be missing} */
    public boolean isComplete() {
        return !losses.incomplete();
    }

    /** {@return a line for each thing that may make the value wrong; empty if and only if {@link #isComplete}} */
    public List<String> warnings() {
        return LossText.warnings(losses);
    }

    /** {@return the losses in numbers} */
    public Losses losses() {
        return losses;
    }
}
