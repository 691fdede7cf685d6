/**
 * The command line, one class a command; {@link dev.unroll.cli.Main} is the entry of the jar.
 *
 * <p>A command reads its words ({@link dev.unroll.cli.Settings}, {@link dev.unroll.cli.ModelOption}), has the packages below do the
 * work, and prints: results on stdout, everything else on stderr. It throws what goes wrong; {@link dev.unroll.cli.Failures} is the
 * one place that turns it into a line and an exit status.
 *
 * <p>{@link dev.unroll.cli.TrainingRun} is {@code train} in reading order. What it says while it runs comes from listeners, which
 * see the training and cannot touch it.
 */
@NullMarked
package dev.unroll.cli;

import org.jspecify.annotations.NullMarked;
