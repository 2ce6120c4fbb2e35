/** How steady near and far are, and how fast: {@code benchmarks/proximity}. */
package nbe.benchmarks.proximity;
