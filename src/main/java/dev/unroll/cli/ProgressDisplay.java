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

    /** The same with words before each line. */
    default ProgressDisplay after(String words) {
        return words.isEmpty() ? this : new Prefixed(words, this);
    }

    /** Puts words before each line. */
    record Prefixed(String words, ProgressDisplay display) implements ProgressDisplay {
        @Override
        public long interval() {
            return display.interval();
        }

        @Override
        public void update(String line) {
            display.update(words + line);
        }

        @Override
        public void keep(String line) {
            display.keep(words + line);
        }

        @Override
        public void end() {
            display.end();
        }
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
