package dev.unroll;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;

/** A Spark standalone Master and Workers as processes of their own on the loopback, from plain jars. */
final class StandaloneCluster implements AutoCloseable {
    private static final long START_SECONDS = 60;

    private final Path home;
    private final Path folder;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    /**
     * @param home folder with Spark's runtime under {@code jars}
     * @param folder for logs and work
     * @param workers one core each, the n-th on 127.0.0.n
     */
    StandaloneCluster(Path home, Path folder, int workers) throws IOException, InterruptedException {
        this.home = home;
        this.folder = Files.createDirectories(folder);
        port = freePort();
        start(
                "master",
                "127.0.0.1",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "" + port);
        await("master", "I have been elected leader");
        for (int w = 1; w <= workers; w++) {
            String host = "127.0.0." + w;
            String work = folder.resolve("work" + w).toString();
            start(
                    "worker" + w,
                    host,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    host,
                    "--cores",
                    "1",
                    "--memory",
                    "700m",
                    "--work-dir",
                    work,
                    master());
            await("worker" + w, "Successfully registered with master");
        }
    }

    /** The Master's address. */
    String master() {
        return "spark://127.0.0.1:" + port;
    }

    private void start(String name, String host, String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                home.resolve("jars") + "/*",
                "-Xmx256m"));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().trim().split("\\s+")));
        command.addAll(List.of("-Dlog4j2.configurationFile=" + logging(), mainClass, "--webui-port", "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", host);
        processes.add(builder.redirectErrorStream(true)
                .redirectOutput(log(name).toFile())
                .start());
    }

    private Path logging() throws IOException {
        return Files.writeString(folder.resolve("log4j2.properties"), """
                rootLogger.level = info
                rootLogger.appenderRef.console.ref = console
                appender.console.type = Console
                appender.console.name = console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n
                """);
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private void await(String name, String words) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.readString(log(name), UTF_8).contains(words)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(name + " did not start:\n" + Files.readString(log(name), UTF_8));
            }
            Thread.sleep(100);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }
}
