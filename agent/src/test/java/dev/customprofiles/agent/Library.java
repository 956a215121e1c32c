package dev.customprofiles.agent;

/** What rules of the tests name. */
final class Library {

    private Library() {}

    /** Constructors that call constructors, and constructors that fail. */
    static class Base {
        Base() {
            this(1);
        }

        Base(int size) {
            if (size < 0) {
                throw new IllegalArgumentException();
            }
        }

        void close() {}
    }

    static final class Derived extends Base {
        Derived() {
            super(2);
        }

        Derived(int size) {
            super(size);
            if (size > 100) {
                throw new IllegalArgumentException();
            }
        }

        @Override
        void close() {
            super.close();
        }
    }

    interface Lease {
        void end();
    }

    interface NamedLease extends Lease {}

    static class Held implements NamedLease {
        @Override
        public void end() {}
    }

    static final class HeldLonger extends Held {}

    /** Gives things out, with a size and a name; {@code getName} is what labels ask for. */
    static class Lessor {
        private final String name;

        Lessor(String name) {
            this.name = name;
        }

        public String getName() {
            return name;
        }

        Lease lease(int size, String what) {
            if (what == null) {
                throw new IllegalArgumentException();
            }
            return what.isEmpty() ? null : new Held();
        }

        static HeldLonger longer(long before, double unused, String what, short size) {
            return new HeldLonger();
        }

        void give(byte size, Object given) {}

        static void take(Object given) {}
    }
}
