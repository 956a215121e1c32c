package dev.customprofiles.page;

import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.leaks.Suspect;
import dev.customprofiles.live.Span;
import java.util.Collection;
import java.util.List;

/**
 * What the page says of a recording before anything is chosen: who was recorded for how long, and which sites leak.
 *
 * @param recorded all of the recording; null if it is not to be said
 * @param jvms who was recorded, as far as they say
 * @param suspects the surest first, empty if all is healthy; null if none were looked for
 * @param notes what could not be seen of leaks, one sentence each
 * @param goesOn whether the process that is recorded is still there; null for a recording in files
 * @param holders what holds the live objects, with stacks in the shape of those of the profiles; null without a heap dump
 */
public record Opening(
        Span recorded,
        Collection<RecordedJvm> jvms,
        List<Suspect> suspects,
        List<String> notes,
        Boolean goesOn,
        Holders holders) {

    /** Says nothing. */
    public static final Opening NONE = new Opening(null, List.of(), null, List.of(), null, null);

    /** Copies the lists. */
    public Opening {
        jvms = List.copyOf(jvms);
        suspects = suspects == null ? null : List.copyOf(suspects);
        notes = List.copyOf(notes);
    }

    /** Without a word on leaks. */
    public static Opening of(Span recorded, Collection<RecordedJvm> jvms) {
        return new Opening(recorded, jvms, null, List.of(), null, null);
    }

    /** The same of a process that is still there, or is not; null for a recording in files. */
    public Opening goesOn(Boolean isThere) {
        return new Opening(recorded, jvms, suspects, notes, isThere, holders);
    }

    /** The same with what a heap dump says of the objects; null for nothing. */
    public Opening withHolders(Holders held) {
        return new Opening(recorded, jvms, suspects, notes, goesOn, held);
    }
}
