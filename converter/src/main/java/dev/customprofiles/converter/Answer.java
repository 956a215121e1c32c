package dev.customprofiles.converter;

import dev.customprofiles.live.Losses;
import dev.customprofiles.writer.LossText;
import java.util.List;

/**
 * An answer with what the recording could not tell. To get at the value, say what is to happen if something was lost: {@link
 * #orThrow} refuses it then, {@link #evenIfIncomplete} does not.
 */
public sealed class Answer<T> permits ProfileAnswer {

    private final T value;
    private final Losses losses;

    Answer(T value, Losses losses) {
        this.value = value;
        this.losses = losses;
    }

    /**
     * The value, if nothing is known to be missing.
     *
     * @throws IncompleteException if it may be wrong
     */
    public T orThrow() throws IncompleteException {
        if (!isComplete()) {
            throw new IncompleteException(warnings());
        }
        return value;
    }

    /** The value, which may be wrong unless {@link #isComplete}. */
    public T evenIfIncomplete() {
        return value;
    }

    /** Whether nothing is known to be missing. */
    public boolean isComplete() {
        return !losses.incomplete();
    }

    /** What may make the value wrong, a line each; empty exactly if {@link #isComplete}. */
    public List<String> warnings() {
        return LossText.warnings(losses);
    }

    /** What the recording could not tell, in numbers. */
    public Losses losses() {
        return losses;
    }
}
