package dev.unroll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Drives submit.sh in a folder with a blank in its name, with a spark-submit that prints its arguments, a mvn that
 * makes an empty jar and a java of any age, as each test needs.
 */
@Tag("cluster")
class SubmitScriptIT {

    private static final Path BASE = Path.of(System.getProperty("unroll.basedir", "."));

    private static final String PRINT_ARGUMENTS =
            "printf 'pid %s\\n' $$; printf '<%s>\\n' \"$@\"; echo \"progress $UNROLL_PROGRESS\"; exit ${FAKE_EXIT:-0}";

    @TempDir
    Path temporary;

    private Path home;
    private Path spark;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void copyTheScript() throws IOException {
        home = Files.createDirectories(temporary.resolve("un roll"));
        spark = Files.createDirectories(temporary.resolve("a spark"));
        Files.createDirectories(home.resolve("conf"));
        Files.copy(BASE.resolve("submit.sh"), home.resolve("submit.sh"));
        Files.copy(BASE.resolve("conf/log4j2.properties"), home.resolve("conf/log4j2.properties"));
        Files.writeString(home.resolve("unroll.jar"), "a jar");
        script(spark.resolve("bin/spark-submit"), PRINT_ARGUMENTS);
        environment.put("SPARK_HOME", spark.toString());
        environment.put("XDG_CACHE_HOME", temporary.resolve("ca che").toString());
        environment.put("PATH", pathWithoutSpark());
    }

    // ---- words

    @Test
    void theWordsAfterTheCommandGoOnUnchanged() throws Exception {
        List<String> words =
                List.of("sample", "--prime", "two  words", "", "*", "a'b\"c$d\\", "--master", "train.seed=1");
        List<String> arguments = submit(words.toArray(String[]::new)).arguments();
        assertEquals(words, arguments.subList(arguments.size() - words.size(), arguments.size()));
    }

    @Test
    void sparkOptionsTakeOneValueEachExceptTheFlags() throws Exception {
        List<String> options = List.of(
                "--name",
                "train",
                "--verbose",
                "--supervise",
                "--queue=q",
                "-c",
                "spark.x=y z",
                "--executor-cores",
                "2");
        List<String> arguments = submit(concat(options, "train", "--resume")).arguments();
        int start = arguments.indexOf("--name");
        assertEquals(options, arguments.subList(start, start + options.size()));
        assertEquals(
                List.of("--class", "dev.unroll.cli.Main"),
                arguments.subList(start + options.size(), start + options.size() + 2));
        assertEquals(List.of("train", "--resume"), arguments.subList(arguments.size() - 2, arguments.size()));
    }

    @Test
    void anOptionWithoutItsValueIsOneLineAndExitTwo() throws Exception {
        submit("--queue").assertRefused("a spark-submit option has no value: option=--queue");
        submit("--queue", "q").assertRefused("no command: options=--queue q");
    }

    @Test
    void helpAndNoWordsPrintTheUsage() throws Exception {
        for (String[] words : new String[][] {{}, {"--help"}, {"-h"}, {"--master", "yarn", "--help"}}) {
            Outcome outcome = submit(words);
            assertEquals(0, outcome.status);
            assertTrue(outcome.out.startsWith("usage: ./submit.sh"), outcome.out);
            assertTrue(outcome.out.contains("COMMAND --help"), outcome.out);
        }
    }

    @Test
    void versionAloneIsAnsweredByTheApplication() throws Exception {
        List<String> arguments = submit("--version").arguments();
        assertTrue(arguments.get(arguments.size() - 2).endsWith(".jar"), arguments.toString());
        assertEquals("--version", arguments.get(arguments.size() - 1));
    }

    @Test
    void progressIsWrittenInLinesWhereStderrIsAFileUnlessTheUserSaysOtherwise() throws Exception {
        assertTrue(submit("train").out.contains("progress lines\n"));
        environment.put("UNROLL_PROGRESS", "line");
        assertTrue(submit("train").out.contains("progress line\n"));
    }

    @Test
    void sparkSubmitTakesTheScriptsPlaceAndItsExitStatusIsTheScripts() throws Exception {
        environment.put("FAKE_EXIT", "7");
        Outcome outcome = submit("train");
        assertEquals(7, outcome.status);
        assertTrue(outcome.out.startsWith("pid " + outcome.pid + "\n"), outcome.out);
    }

    // ---- settings

    @Test
    void sparkKeysOfTheFileAndOfTheCommandLineBecomeOptionsTheStrongerLast() throws Exception {
        Path file = temporary.resolve("my file.conf");
        Files.writeString(file, """
                # spark.comment=1
                ! spark.comment=2
                task = language-model
                spark.a=1
                  spark.b = two words\s\s
                spark.c: 3
                spark.d 4
                spark.e = x=y:z
                data.train = one, \\
                    spark.inside=the continuation
                spark.f = one,\\
                    two
                spark.g = C:\\\\dir
                spark.empty =
                """);
        List<String> arguments = submit(
                        "--conf", "spark.a=2", "train", "--config", file.toString(), "spark.a=3", "train.seed=1")
                .arguments();
        assertEquals(
                List.of(
                        "spark.a=1",
                        "spark.b=two words",
                        "spark.c=3",
                        "spark.d=4",
                        "spark.e=x=y:z",
                        "spark.f=one,two",
                        "spark.g=C:\\dir",
                        "spark.empty=",
                        "spark.a=2",
                        "spark.a=3"),
                conf(arguments).stream()
                        .filter(entry -> !entry.startsWith("spark.driver.") && !entry.startsWith("spark.executor."))
                        .toList());
        assertTrue(submit("train", "--config=" + file).arguments().contains("spark.c=3"));
    }

    @Test
    void theMasterIsLocalWithRetriesIfNobodyNamesOne() throws Exception {
        assertEquals(List.of("local[*,4]"), mastersOf(submit("train", "train.seed=1")));
    }

    @Test
    void theMasterIsTheUsersIfSomebodyNamesOne() throws Exception {
        Path file = temporary.resolve("master.conf");
        Files.writeString(file, "spark.master = spark://file:7077\n");
        String conf = file.toString();
        assertEquals(List.of("yarn"), mastersOf(submit("--master", "yarn", "train")));
        assertEquals(List.of("yarn"), mastersOf(submit("--master=yarn", "train")));
        assertEquals(List.of("yarn"), mastersOf(submit("--conf", "spark.master=yarn", "train")));
        assertEquals(List.of("yarn"), mastersOf(submit("train", "spark.master=yarn")));
        assertEquals(List.of("spark://file:7077"), mastersOf(submit("train", "--config", conf)));
        assertEquals(List.of(), mastersOf(submit("--properties-file", conf, "train")));

        environment.put("MASTER", "spark://environment:7077");
        assertEquals(List.of("spark://environment:7077"), mastersOf(submit("train")));
        assertEquals(List.of("yarn"), mastersOf(submit("--master", "yarn", "train")));

        Files.createDirectories(spark.resolve("conf"));
        Files.writeString(spark.resolve("conf/spark-defaults.conf"), "spark.master   spark://defaults:7077\n");
        assertEquals(List.of(), mastersOf(submit("train")));
    }

    @Test
    void aSparkConnectServerIsRefused() throws Exception {
        submit("--remote", "sc://host", "train").assertRefused("Spark Connect has no RDDs");
        environment.put("SPARK_REMOTE", "sc://other");
        submit("train").assertRefused("remote=sc://other");
    }

    @Test
    void aLocalDriverGetsHalfOfTheMemoryUnlessTold() throws Exception {
        List<String> memory = conf(submit("train").arguments(), "spark.driver.memory");
        assertEquals(1, memory.size());
        assertTrue(memory.get(0).matches("[1-9][0-9]{2,}m"), memory.toString());

        assertEquals(List.of(), conf(submit("--driver-memory", "1g", "train").arguments(), "spark.driver.memory"));
        assertEquals(
                List.of("2g"), conf(submit("train", "spark.driver.memory=2g").arguments(), "spark.driver.memory"));
        assertEquals(List.of(), conf(submit("--master", "yarn", "train").arguments(), "spark.driver.memory"));
        environment.put("SPARK_DRIVER_MEMORY", "3g");
        assertEquals(List.of(), conf(submit("train").arguments(), "spark.driver.memory"));
    }

    @Test
    void theJvmOptionsAreDefaultsAndTheUsersWin() throws Exception {
        String flags = "--add-modules=jdk.incubator.vector -XX:+UseTransparentHugePages";
        String logging = " -Dlog4j2.configurationFile=file://"
                + home.toRealPath().resolve("conf/log4j2.properties").toString().replace(" ", "%20");
        List<String> arguments = submit("train").arguments();
        assertEquals(List.of(flags + logging), conf(arguments, "spark.driver.defaultJavaOptions"));
        assertEquals(List.of(flags), conf(arguments, "spark.executor.defaultJavaOptions"));

        arguments = submit(
                        "--conf",
                        "spark.driver.defaultJavaOptions=-Dmine=1",
                        "train",
                        "spark.executor.defaultJavaOptions=")
                .arguments();
        assertEquals(List.of("-Dmine=1"), conf(arguments, "spark.driver.defaultJavaOptions"));
        assertEquals(List.of(""), conf(arguments, "spark.executor.defaultJavaOptions"));
    }

    @Test
    void theUsersLoggingIsLeftAlone() throws Exception {
        assertFalse(submit("--driver-java-options", "-Dlog4j2.configurationFile=mine", "train")
                .out
                .contains("conf/log4j2"));
        assertFalse(submit("--deploy-mode", "cluster", "train").out.contains("conf/log4j2"));
        environment.put(
                "SPARK_CONF_DIR",
                Files.createDirectories(temporary.resolve("my conf")).toString());
        assertTrue(submit("train").out.contains("conf/log4j2"));
        Files.createFile(temporary.resolve("my conf/log4j2.properties"));
        assertFalse(submit("train").out.contains("conf/log4j2"));
    }

    // ---- Spark

    @Test
    void sparkSubmitOfThePathIsTakenWithoutSparkHome() throws Exception {
        Files.createDirectory(spark.resolve("jars"));
        environment.remove("SPARK_HOME");
        environment.put("PATH", spark.resolve("bin") + ":" + environment.get("PATH"));
        assertEquals(List.of("local[*,4]"), mastersOf(submit("train")));
        Files.createDirectories(spark.resolve("conf"));
        Files.writeString(spark.resolve("conf/spark-defaults.conf"), "spark.master yarn\n");
        assertEquals(List.of(), mastersOf(submit("train")));
    }

    @Test
    void aWrapperOfSparkSubmitOnThePathIsRefusedUnlessItsHomeIsFound() throws Exception {
        Files.createDirectories(spark.resolve("jars"));
        Files.createDirectories(spark.resolve("conf"));
        Files.writeString(spark.resolve("conf/spark-defaults.conf"), "spark.master yarn\n");
        Path bin = temporary.resolve("usr/bin");
        script(bin.resolve("spark-submit"), "exec '" + spark.resolve("bin/spark-submit") + "' \"$@\"");
        environment.remove("SPARK_HOME");
        environment.put("PATH", bin + ":" + environment.get("PATH"));
        submit("train").assertRefused("spark-submit=" + bin.resolve("spark-submit"), "set SPARK_HOME");

        Path find = bin.resolve("find-spark-home");
        script(find, "exec true");
        submit("train").assertRefused("set SPARK_HOME");
        script(find, "echo found; [ \"$0\" = '" + bin.toRealPath() + "/spark-submit' ] && SPARK_HOME='" + spark + "'");
        assertEquals(List.of(), mastersOf(submit("train")));
        Files.delete(find);

        environment.put("SPARK_CONF_DIR", spark.resolve("conf").toString());
        assertEquals(List.of(), mastersOf(submit("train")));
    }

    @Test
    void aSparkHomeWithoutSparkIsRefused() throws Exception {
        environment.put("SPARK_HOME", temporary.toString());
        submit("train").assertRefused("no Spark in SPARK_HOME: SPARK_HOME=" + temporary);
    }

    @Test
    void withoutAnySparkTheHintIsSparkHome() throws Exception {
        environment.remove("SPARK_HOME");
        submit("train").assertRefused("no Spark: SPARK_HOME=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yarn", "k8s://https://host:443"})
    void theEmbeddedSparkRefusesClusterManagersItHasNoClientFor(String master) throws Exception {
        environment.remove("SPARK_HOME");
        submit("--master", master, "train").assertRefused("set SPARK_HOME", "master=" + master);
        submit("train", "spark.master=" + master).assertRefused("set SPARK_HOME", "master=" + master);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "11.0.2", "23", "25.0.1"})
    void theEmbeddedSparkRefusesJavaItCannotRunOn(String version) throws Exception {
        environment.remove("SPARK_HOME");
        environment.put("JAVA_HOME", temporary.resolve("jdk").toString());
        script(temporary.resolve("jdk/bin/java"), "echo 'openjdk version \"" + version + "\" 2025' >&2");
        submit("train").assertRefused("does not run on this Java", "JAVA_HOME");
    }

    @Test
    void theEmbeddedSparkRunsTheApplication() throws Exception {
        Path embedded = Path.of(System.getProperty("unroll.spark.home", "target/spark"));
        Path jar = Path.of(System.getProperty("unroll.jar", "target/unroll.jar"));
        assumeTrue(Files.isDirectory(embedded.resolve("jars")), "no embedded Spark");
        environment.remove("SPARK_HOME");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Files.createSymbolicLink(home.resolve("spark"), embedded.toAbsolutePath());
        Files.delete(home.resolve("unroll.jar"));
        Files.copy(jar, home.resolve("unroll.jar"));
        Outcome outcome = submit("--version");
        Files.delete(home.resolve("spark"));
        assertEquals(0, outcome.status, outcome.err);
        assertFalse(outcome.out.isBlank());
    }

    // ---- the jar

    @Test
    void theJobRunsFromACopyNamedByContentThatARebuildLeavesAlone() throws Exception {
        Path first = jarOf(submit("train"));
        assertEquals(first, jarOf(submit("train")));
        assertTrue(first.startsWith(temporary.resolve("ca che/unroll")), first.toString());
        Files.writeString(home.resolve("unroll.jar"), "another jar");
        Path second = jarOf(submit("train"));
        assertEquals("a jar", Files.readString(first));
        assertEquals("another jar", Files.readString(second));
    }

    @Test
    void withoutASourceTreeTheJarIsNeeded() throws Exception {
        Files.delete(home.resolve("unroll.jar"));
        submit("train").assertRefused("no jar beside submit.sh: jar=");
    }

    @Test
    void theJarIsBuiltIfItIsMissingOrOlderThanTheSources() throws Exception {
        Path log = sourceTree("mkdir -p target && echo built > target/unroll.jar");
        assertEquals("built\n", Files.readString(jarOf(submit("train"))));
        assertEquals(1, Files.readAllLines(log).size());

        submit("train").arguments();
        assertEquals(1, Files.readAllLines(log).size(), "nothing is newer");

        touch(home.resolve("src/main/java/A.java"), Instant.now().plusSeconds(5));
        touch(home.resolve("target/unroll.jar"), Instant.now());
        submit("train").arguments();
        assertEquals(2, Files.readAllLines(log).size(), "a source is newer");
    }

    @Test
    void aFailedBuildIsOneErrorLineAndExitOne() throws Exception {
        sourceTree("echo 'compiler says no'; exit 1");
        Outcome outcome = submit("train");
        assertEquals(1, outcome.status);
        assertEquals("", outcome.out);
        assertTrue(outcome.err.contains("compiler says no"), outcome.err);
        assertTrue(outcome.err.contains("error: the build failed: jar="), outcome.err);
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Path log = sourceTree("sleep 2; mkdir -p target && echo built > target/unroll.jar");
        Process first = start("train");
        Process second = start("train");
        assertEquals(0, outcome(first).status);
        assertEquals(0, outcome(second).status);
        assertEquals(1, Files.readAllLines(log).size());
    }

    @Test
    void theScriptMayBeCalledThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("unroll"), Path.of("un roll/submit.sh"));
        assertTrue(outcome(start(link, "train")).arguments().contains("train"));
    }

    // ---- tools

    private record Outcome(int status, String out, String err, long pid) {

        List<String> arguments() {
            assertEquals(0, status, err);
            return out.lines()
                    .filter(line -> line.startsWith("<"))
                    .map(line -> line.substring(1, line.length() - 1))
                    .toList();
        }

        void assertRefused(String... parts) {
            assertEquals(2, status, err);
            assertEquals("", out);
            assertTrue(err.matches("error: [^\\n]*; hint: [^\\n]*\\n"), err);
            for (String part : parts) {
                assertTrue(err.contains(part), err);
            }
        }
    }

    private Outcome submit(String... words) throws Exception {
        return outcome(start(words));
    }

    private Process start(String... words) throws IOException {
        return start(home.resolve("submit.sh"), words);
    }

    private Process start(Path script, String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(concat(List.of("bash", script.toString()), words));
        builder.directory(temporary.toFile());
        builder.environment().clear();
        builder.environment().put("HOME", temporary.toString());
        builder.environment().putAll(environment);
        builder.redirectError(Files.createTempFile(temporary, "stderr", "").toFile());
        builder.redirectOutput(Files.createTempFile(temporary, "stdout", "").toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        streams.put(
                process.pid(),
                List.of(
                        builder.redirectOutput().file().toPath(),
                        builder.redirectError().file().toPath()));
        return process;
    }

    private final Map<Long, List<Path>> streams = new HashMap<>();

    private Outcome outcome(Process process) throws Exception {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("submit.sh hangs: " + process.info());
        }
        List<Path> files = streams.get(process.pid());
        return new Outcome(
                process.exitValue(), Files.readString(files.get(0)), Files.readString(files.get(1)), process.pid());
    }

    /** Makes the folder a source tree with a mvn of its own; returns the file in which each call leaves a line. */
    private Path sourceTree(String mvn) throws IOException {
        Files.delete(home.resolve("unroll.jar"));
        Path source = home.resolve("src/main/java/A.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class A {}");
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Instant past = Instant.now().minusSeconds(60);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                touch(file, past);
            }
        }
        Path log = temporary.resolve("mvn.log");
        script(temporary.resolve("tools/mvn"), "echo \"$@\" >> '" + log + "'; " + mvn);
        environment.put("PATH", temporary.resolve("tools") + ":" + environment.get("PATH"));
        return log;
    }

    private static void touch(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, ("#!/usr/bin/env bash\n" + body + "\n").getBytes(UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String pathWithoutSpark() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .filter(folder -> !Files.exists(Path.of(folder, "spark-submit")))
                .collect(Collectors.joining(":"));
    }

    private static String[] concat(List<String> first, String... rest) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    private static Path jarOf(Outcome outcome) {
        return Path.of(outcome.arguments().stream()
                .filter(word -> word.endsWith(".jar"))
                .findFirst()
                .orElseThrow());
    }

    private static List<String> conf(List<String> arguments) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i++) {
            if (arguments.get(i).equals("--conf")) {
                entries.add(arguments.get(i + 1));
            }
        }
        return entries;
    }

    private static List<String> conf(List<String> arguments, String key) {
        return conf(arguments).stream()
                .filter(entry -> entry.startsWith(key + "="))
                .map(entry -> entry.substring(key.length() + 1))
                .toList();
    }

    private static List<String> mastersOf(Outcome outcome) {
        List<String> arguments = outcome.arguments();
        List<String> masters = new ArrayList<>(conf(arguments, "spark.master"));
        for (int i = 0; i + 1 < arguments.size(); i++) {
            if (arguments.get(i).equals("--master")) {
                masters.add(arguments.get(i + 1));
            } else if (arguments.get(i).startsWith("--master=")) {
                masters.add(arguments.get(i).substring("--master=".length()));
            }
        }
        return masters;
    }
}
