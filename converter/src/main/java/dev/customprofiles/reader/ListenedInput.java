package dev.customprofiles.reader;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reports the bytes read to a listener. */
final class ListenedInput extends FilterInputStream {
    private final ProgressListener listener;

    ListenedInput(InputStream in, ProgressListener listener) {
        super(in);
        this.listener = listener;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            listener.advance(1);
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = super.read(bytes, offset, length);
        if (n > 0) {
            listener.advance(n);
        }
        return n;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = super.skip(wanted);
        listener.advance(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
