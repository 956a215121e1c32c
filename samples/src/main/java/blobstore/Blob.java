package blobstore;

import dev.customprofiles.Profile;

/** A blob of an imaginary store. All that matters is that it is opened and must be closed. */
public final class Blob implements AutoCloseable {

    private static final Profile OPEN = Profile.create("blobstore.Open");

    private final String name;

    private Blob(String name) {
        this.name = name;
    }

    /** Opens a blob, which must be closed when it is no longer in use. */
    public static Blob open(String name) {
        Blob blob = new Blob(name);
        OPEN.add(blob, 1); // the stack begins in the caller
        return blob;
    }

    /** Returns the number of open blobs, for comparison with the recording. */
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
