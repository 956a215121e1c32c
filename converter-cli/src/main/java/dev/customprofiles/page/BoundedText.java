package dev.customprofiles.page;

import java.io.IOException;

/** Text that gives up when it becomes too long, so that what is thrown away need not be held in memory whole. */
final class BoundedText implements Appendable {

    /** There are more characters than were allowed. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final StringBuilder text = new StringBuilder();
    private final int most;

    BoundedText(int most) {
        this.most = most;
    }

    @Override
    public BoundedText append(CharSequence more) throws IOException {
        return append(more, 0, more.length());
    }

    @Override
    public BoundedText append(CharSequence more, int start, int end) throws IOException {
        if (end - start > most - text.length()) {
            throw new TooLong();
        }
        text.append(more, start, end);
        return this;
    }

    @Override
    public BoundedText append(char more) throws IOException {
        if (text.length() == most) {
            throw new TooLong();
        }
        text.append(more);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
