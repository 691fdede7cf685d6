package dev.unroll.cli;

import dev.unroll.data.Given;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Preprocessing;
import dev.unroll.spec.GivenSpec.Kind;
import dev.unroll.spec.NearestKey;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** {@code --given}: what samples begin from, a label by its name or numbers in their own units. */
final class GivenOption {
    private static final String OPTION = "--given";
    private static final String LABEL = "label=";
    private static final String NUMBERS = "x=";
    private static final int LISTED = 20;
    private static final int SHOWN = 4;
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?");

    private final Kind kind;
    private final Preprocessing learnt;

    GivenOption(Spec spec, Preprocessing learnt) {
        this.kind = spec.network().given().kind();
        this.learnt = learnt;
    }

    /**
     * What a sample begins from, and how that is written.
     *
     * @param text as in the option; empty where a sample begins from nothing
     * @param given to one lane
     */
    record Start(String text, Given given) {}

    /** What the option says; empty where it is left out. */
    Given parse(String text) {
        return switch (kind) {
            case NONE -> nothing(text);
            case CLASS -> label(text);
            case NUMBER -> numbers(text);
        };
    }

    private static Given nothing(String text) {
        if (!text.isEmpty()) {
            throw new UsageException(
                    "not an option for this model: " + OPTION + "=" + text,
                    "it was not trained to begin from anything: leave it out");
        }
        return Given.NONE;
    }

    private Given label(String text) {
        LabelSet labels = learnt.labels();
        if (!text.startsWith(LABEL)) {
            throw new UsageException(
                    "this model begins from a label: " + OPTION + "=" + text,
                    "write " + OPTION + " \"" + LABEL + "NAME\"; the labels are " + names(labels));
        }
        String name = text.substring(LABEL.length());
        int id = labels.id(name);
        if (id < 0) {
            throw new UsageException(
                    "no such label: " + OPTION + "=" + text,
                    "the nearest label is "
                            + NearestKey.among(labels.names(), name).orElse("") + "; the labels are " + names(labels));
        }
        return Given.ofClasses(labels.size(), id);
    }

    private static String names(LabelSet labels) {
        List<String> names = labels.names();
        return String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
                + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more, in labels.txt" : "");
    }

    private Given numbers(String text) {
        int width = learnt.values().width();
        String[] given =
                text.startsWith(NUMBERS) ? text.substring(NUMBERS.length()).split(",", -1) : new String[0];
        float[] numbers = new float[given.length];
        for (int i = 0; i < given.length; i++) {
            String number = given[i].strip();
            numbers[i] = NUMBER.matcher(number).matches() ? Float.parseFloat(number) : Float.NaN;
        }
        boolean finite = given.length == width;
        for (float number : numbers) {
            finite &= Float.isFinite(number);
        }
        if (!finite) {
            String how = width == 1 ? "NUMBER" : "NUMBER,NUMBER,... with " + width + " numbers";
            throw new UsageException(
                    "this model begins from " + Numbers.count(width, "number") + ": " + OPTION + "=" + text,
                    "write " + OPTION + " \"" + NUMBERS + how + "\"");
        }
        float[] standardised = new float[width];
        learnt.values().apply(numbers, 0, 1, standardised, 0);
        return Given.ofNumbers(width, standardised);
    }

    /** Some beginnings that show what there is: labels from all of the list, numbers at the mean and a deviation below and above. */
    List<Start> some() {
        List<Start> starts = new ArrayList<>();
        switch (kind) {
            case NONE -> starts.add(new Start("", Given.NONE));
            case CLASS -> {
                List<String> names = learnt.labels().names();
                int shown = Math.min(SHOWN, names.size());
                for (int i = 0; i < shown; i++) {
                    String name = names.get(i * names.size() / shown);
                    starts.add(new Start(LABEL + name, label(LABEL + name)));
                }
            }
            case NUMBER -> {
                for (int deviations = -1; deviations <= 1; deviations++) {
                    StringJoiner text = new StringJoiner(",", NUMBERS, "");
                    for (int i = 0; i < learnt.values().width(); i++) {
                        text.add(String.format(
                                Locale.ROOT, "%.4g", learnt.values().restore(deviations, i)));
                    }
                    starts.add(new Start(text.toString(), numbers(text.toString())));
                }
            }
        }
        return starts;
    }
}
