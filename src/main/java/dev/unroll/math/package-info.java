/**
 * Numbers: float kernels that give the same bits on every machine, and random draws that do not depend on who draws them.
 *
 * <p>{@link dev.unroll.math.Kernels} is the door: products, sigmoid, tanh, exp and sums over slices of arrays. It names the
 * operands with {@link dev.unroll.math.Matrix} (a place in an array) and {@link dev.unroll.math.PackedMatrix} (a right-hand
 * factor copied once into the order in which it will be read many times).
 *
 * <p>Behind the door stand twins. {@code ScalarKernels} is plain Java and short: read it first, it says what the others must
 * give. {@code VectorKernels} is the same on the Vector API: {@code VectorTiles} holds the micro-kernels, {@code
 * VectorProducts} the blocks around them, {@code VectorPacking} the copies that they read, {@code VectorFunctions} the
 * functions. {@code KernelChoice} picks one, once, by the features of the {@code Machine}, and finds the Vector API classes by
 * name: they alone need the module jdk.incubator.vector.
 *
 * <p>{@link dev.unroll.math.Functions} explains the functions and has them for one float at a time. {@link
 * dev.unroll.math.RandomStream} gives every draw an address in a named stream, through the block function {@code Philox}.
 * {@link dev.unroll.math.Denormals} tells whether something in this JVM has switched small numbers off.
 *
 * <p>A test runs all kernels at all vector widths in one JVM and compares bits; another, tagged {@code exhaustive}, checks the
 * functions on all 2^32 floats.
 */
package dev.unroll.math;
