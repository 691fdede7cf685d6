package dev.unroll.cli;

@picocli.CommandLine.Command(name = "score")
final class ScoreCommand implements Runnable {
    ScoreCommand(Console c) {}

    public void run() {
        throw new IllegalStateException();
    }
}
