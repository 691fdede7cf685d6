package dev.unroll.cli;

@picocli.CommandLine.Command(name = "inspect")
final class InspectCommand implements Runnable {
    InspectCommand(Console c) {}

    public void run() {
        throw new IllegalStateException();
    }
}
