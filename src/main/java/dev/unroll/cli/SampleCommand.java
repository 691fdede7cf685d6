package dev.unroll.cli;

@picocli.CommandLine.Command(name = "sample")
final class SampleCommand implements Runnable {
    SampleCommand(Console c) {}

    public void run() {
        throw new IllegalStateException();
    }
}
