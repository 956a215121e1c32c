package blobstore;

import dev.customprofiles.Profile;

/** A blob in a store that does not exist; what matters is that it is opened and has to be closed. */
public final class Blob implements AutoCloseable {

    private static final Profile OPEN = Profile.create("blobstore.Open");

    private final String name;

    private Blob(String name) {
        this.name = name;
    }

    /** Opens a blob; every open blob needs to be closed when it is no longer in use. */
    public static Blob open(String name) {
        Blob blob = new Blob(name);
        OPEN.add(blob, 1); // the stack begins in whoever opens a blob, not in here
        return blob;
    }

    /** How many blobs are open now, for comparison with what the recording says. */
    public static int openBlobs() {
        return OPEN.count();
    }

    @Override
    public void close() {
        OPEN.remove(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
