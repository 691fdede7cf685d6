/**
 * {@code report.html}: a training at a glance, in one file that needs no network, no script and no font.
 *
 * <p>{@link dev.unroll.report.TrainingReport} is the page: what was trained, {@linkplain dev.unroll.report.Chart charts} of how it went,
 * tables of what it is worth, samples, the configuration. A chart is an SVG of {@linkplain dev.unroll.report.Curve curves} on two
 * {@linkplain dev.unroll.report.Axis axes}, or on one and {@linkplain dev.unroll.report.Decades powers of ten}; a
 * {@link dev.unroll.report.Picture} is a file of nothing but charts. Nothing here knows what the numbers mean; the command line gathers them from
 * {@code metrics.jsonl}. The page has no clock's time and no machine's name in it: the same training gives the same page.
 */
@NullMarked
package dev.unroll.report;

import org.jspecify.annotations.NullMarked;
