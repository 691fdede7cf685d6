package dev.unroll;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.unroll.cli.Main;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which package may know which, and what main code must not call. */
class ArchitectureTest {
    private static final String ROOT = "dev.unroll.";

    /** Each package with those it may import; arrows may skip, never turn back. */
    private static final Map<String, Set<String>> MAY_IMPORT = new TreeMap<>(Map.ofEntries(
            Map.entry("math", Set.of()),
            Map.entry("spec", Set.of()),
            Map.entry("data", Set.of("spec", "math")),
            Map.entry("nn", Set.of("math", "spec", "data")),
            Map.entry("report", Set.of()),
            Map.entry("check", Set.of("nn", "spec", "data", "math")),
            Map.entry("optim", Set.of("math", "spec")),
            Map.entry("io", Set.of("spec", "data", "nn", "optim", "math")),
            Map.entry("train", Set.of("nn", "optim", "data", "io", "spec", "math")),
            Map.entry("infer", Set.of("nn", "data", "io", "spec", "math")),
            Map.entry("spark", Set.of("math", "spec", "data", "nn", "check", "optim", "io", "train", "infer"))));

    private static JavaClasses all;

    @BeforeAll
    static void importMainClasses() throws Exception {
        all = new ClassFileImporter()
                .importPath(Path.of(Main.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
    }

    private static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsOnlyThoseBelowIt(String name) {
        String[] others = Stream.concat(MAY_IMPORT.keySet().stream(), Stream.of("cli"))
                .filter(other -> !other.equals(name) && !MAY_IMPORT.get(name).contains(other))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(all);
    }

    @Test
    void everyPackageIsInTheTable() {
        Set<String> found = all.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT))
                .map(name -> name.substring(ROOT.length()).split("\\.")[0])
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(MAY_IMPORT.keySet());
        known.add("cli");
        assertEquals(known, found);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(all);
    }

    @Test
    void onlyOnePackageKnowsSparkAndHadoop() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "spark..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
                .check(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"math", "spec", "report"})
    void theLowestPackagesNeedTheJdkAlone(String name) {
        classes()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "com.sun.management..",
                        "jdk.incubator.vector..",
                        "org.jspecify.annotations..",
                        ROOT + name + "..")
                .check(all);
    }

    @Test
    void onlyTheCommandLineKnowsItsLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(all);
    }

    /** A call or a reference such as {@code Math::exp}, which is no call to ArchUnit. */
    private static DescribedPredicate<JavaAccess<?>> use(DescribedPredicate<JavaClass> type, String member) {
        return target(nameMatching(member)).and(target(owner(type)));
    }

    private static ArchRule noneUses(Class<?> owner, String method) {
        return noClasses().should().accessTargetWhere(use(type(owner), method));
    }

    /** Their results differ between JDKs and with the intrinsics off; StrictMath's do not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "exp", "expm1", "log", "log10", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
                "tanh", "cbrt", "pow", "atan2", "hypot"
            })
    void noFunctionIsUsedThatDiffersBetweenJdks(String function) {
        noneUses(Math.class, function).check(all);
        noClasses()
                .should()
                .accessTargetWhere(use(simpleName("VectorOperators"), function.toUpperCase(Locale.ROOT)))
                .check(all);
    }

    /** What the rule above is there to find. */
    private static final class Borrowing {
        static DoubleUnaryOperator reference() {
            return Math::tanh;
        }
    }

    @Test
    void aReferenceToAMethodIsFoundToo() {
        JavaClasses borrowing = new ClassFileImporter().importClasses(Borrowing.class);
        assertThrows(AssertionError.class, () -> noneUses(Math.class, "tanh").check(borrowing));
        noneUses(Math.class, "exp").check(borrowing);
    }

    /** Its order is not defined: a sum over an array goes through sixteen partial sums. */
    @Test
    void noVectorIsReducedByTheVectorApi() {
        noClasses()
                .should()
                .accessTargetWhere(use(resideInAPackage("jdk.incubator.vector.."), "reduceLanes(ToLong)?"))
                .check(all);
    }

    /** Two widths in one JVM make HotSpot's profiles ambiguous and the kernels slower by an order of magnitude. */
    @Test
    void vectorsHaveOneWidth() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.unroll.math.VectorLanes")
                .should()
                .accessTargetWhere(use(simpleName("VectorSpecies"), "of"))
                .orShould()
                .accessFieldWhere(target(nameMatching("SPECIES_.*")))
                .check(all);
    }

    /** Every draw is named: see RandomStream. */
    @Test
    void noOtherRandomNumbersAreDrawn() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.random..")
                .orShould()
                .accessTargetWhere(use(type(Math.class), "random"))
                .check(all);
    }

    @Test
    void noFileIsReadOrWrittenByJavaSerialization() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
                .check(all);
    }

    /**
     * As far as the static type tells: a map that is walked is a sorted or linked one. The counts of records are the exception: they
     * go into a shuffle, which has no order either.
     */
    @Test
    void noHashOrderIsWalked() {
        List<String> walks = List.of("iterator", "stream", "entrySet", "keySet", "values");
        for (Class<?> map : List.of(HashMap.class, HashSet.class, ConcurrentHashMap.class)) {
            for (String walk : walks) {
                boolean exists = Arrays.stream(map.getMethods())
                        .anyMatch(method -> method.getName().equals(walk));
                if (exists) {
                    noClasses()
                            .that()
                            .doNotHaveFullyQualifiedName("dev.unroll.spark.RecordCount$Counts")
                            .should()
                            .accessTargetWhere(use(type(map), walk))
                            .check(all);
                }
            }
        }
    }

    @Test
    void onlyTheEntryEndsTheJvm() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .accessTargetWhere(use(type(System.class), "exit"))
                .orShould()
                .accessTargetWhere(use(type(Runtime.class), "halt|exit"))
                .check(all);
    }

    /** What a clock says reaches reports alone, and those are the command line's. */
    @Test
    void onlyTheCommandLineReadsClocks() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should()
                .accessTargetWhere(use(type(System.class), "nanoTime|currentTimeMillis"))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.time..")
                .check(all);
    }
}
