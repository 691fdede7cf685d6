package dev.unroll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the jar for spark-submit may hold: our classes, the relocated libraries, and nothing Spark brings itself. */
@Tag("cluster")
class JarContentsIT {

    private static final Path JAR = Path.of(System.getProperty("unroll.jar", "target/unroll.jar"));

    private static final long MAX_BYTES = 6_000_000;

    private static final List<String> SPARK_BRINGS_IT =
            List.of("org/apache/spark/", "org/apache/hadoop/", "scala/", "com/fasterxml/jackson/", "org/slf4j/");

    @Test
    void everyClassLivesUnderDevUnroll() throws IOException {
        List<String> strangers = entries().stream()
                .filter(name -> name.endsWith(".class") && !name.startsWith("dev/unroll/"))
                .toList();
        assertEquals(List.of(), strangers);
    }

    @Test
    void nothingOfSparkIsBundled() throws IOException {
        List<String> bundled = entries().stream()
                .filter(name -> SPARK_BRINGS_IT.stream().anyMatch(name::startsWith))
                .toList();
        assertEquals(List.of(), bundled);
    }

    @Test
    void noSignatureAndNoModuleDescriptorOfAnotherJarIsLeft() throws IOException {
        List<String> left = entries().stream()
                .filter(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA|EC)") || name.endsWith("module-info.class"))
                .toList();
        assertEquals(List.of(), left);
    }

    @Test
    void theMainClassOfTheManifestIsInside() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            String main = jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            assertEquals("dev.unroll.cli.Main", main);
            assertNotNull(jar.getEntry(main.replace('.', '/') + ".class"), main + " is not in " + JAR);
        }
    }

    @Test
    void theJarIsSmall() throws IOException {
        Map<String, Integer> classes = new TreeMap<>();
        for (String name : entries()) {
            if (name.endsWith(".class")) {
                String[] path = name.split("/");
                int depth = Math.min(3, path.length - 1);
                classes.merge(String.join(".", List.of(path).subList(0, depth)), 1, Integer::sum);
            }
        }
        long bytes = Files.size(JAR);
        System.out.println(JAR.getFileName() + ": " + bytes + " bytes, classes by package " + classes);
        assertTrue(bytes < MAX_BYTES, JAR + " has grown to " + bytes + " bytes, allowed are " + MAX_BYTES);
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
