package dev.unroll.cli;

@picocli.CommandLine.Command(name = "evaluate")
final class EvaluateCommand implements Runnable {
    EvaluateCommand(Console c) {}

    public void run() {
        throw new IllegalStateException();
    }
}
