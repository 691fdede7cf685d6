package dev.unroll.cli;

/** How progress reaches the user: over and over on one line of a terminal, or now and then as a line of a log. */
interface ProgressDisplay {
    /** Nanoseconds between two updates. */
    long interval();

    /** Where training stands. */
    void update(String line);

    /** Something that stays, such as an evaluation. */
    void keep(String line);

    /** No more updates. */
    void end();

    /** The display that suits a console. */
    static ProgressDisplay on(Console console) {
        return console.terminal() ? new OneLine(console) : new ManyLines(console);
    }

    /** Writes over its line five times a second. */
    final class OneLine implements ProgressDisplay {
        private final Console console;
        private int shown;

        OneLine(Console console) {
            this.console = console;
        }

        @Override
        public long interval() {
            return 200_000_000L;
        }

        @Override
        public void update(String line) {
            console.err().print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
            console.err().flush();
            shown = line.length();
        }

        @Override
        public void keep(String line) {
            end();
            console.err().println(line);
        }

        @Override
        public void end() {
            if (shown > 0) {
                console.err().print("\r" + " ".repeat(shown) + "\r");
                console.err().flush();
                shown = 0;
            }
        }
    }

    /** Adds a line every ten seconds. */
    final class ManyLines implements ProgressDisplay {
        private final Console console;

        ManyLines(Console console) {
            this.console = console;
        }

        @Override
        public long interval() {
            return 10_000_000_000L;
        }

        @Override
        public void update(String line) {
            console.err().println(line);
        }

        @Override
        public void keep(String line) {
            console.err().println(line);
        }

        @Override
        public void end() {}
    }
}
