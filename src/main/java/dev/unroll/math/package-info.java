/** Float kernels behind one door, and named random streams. */
package dev.unroll.math;
