package io.github.dbdsc.template.value;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The fewest decimal digits that read back as the same float, and of these the closest to it: Raffaele Giulietti's
 * Schubfach algorithm, which later versions of Java use as well.
 *
 * @param digits as a number that does not end in zero
 * @param exponent the power of ten that it is multiplied by
 * @see <a href="https://drive.google.com/file/d/1IEeATSVnEE6TkrHlCYNY2GjaraBjOT4f">The Schubfach way to render doubles</a>
 */
record ShortestDecimal(long digits, int exponent) {

    private static final int MANTISSA_BITS = 52;
    private static final long IMPLICIT_BIT = 1L << MANTISSA_BITS;
    private static final int LEAST_EXPONENT = -1074;
    private static final long LOW_63_BITS = (1L << 63) - 1;

    /** More powers of ten than floats have, on both sides. */
    private static final int POWERS = 350;

    private static final AtomicReferenceArray<Power> KNOWN = new AtomicReferenceArray<>(2 * POWERS);

    /** A power of ten in 126 bits, rounded up, as two words of 63. */
    private record Power(long high, long low) {

        static Power of(int exponent) {
            Power known = KNOWN.get(exponent + POWERS);
            if (known == null) {
                known = compute(exponent);
                KNOWN.set(exponent + POWERS, known);
            }
            return known;
        }

        private static Power compute(int exponent) {
            int shift = 125 - floorLog2OfPowerOf10(exponent);
            BigInteger ten = BigInteger.TEN.pow(Math.abs(exponent));
            BigInteger scaled = exponent >= 0
                    ? ten.shiftLeft(shift)
                    : BigInteger.ONE.shiftLeft(shift).divide(ten);
            BigInteger rounded = scaled.add(BigInteger.ONE);
            return new Power(
                    rounded.shiftRight(63).longValue(),
                    rounded.and(BigInteger.valueOf(LOW_63_BITS)).longValue());
        }

        /** The product with a number of at most 63 bits, less 126 bits; the last bit says that some were lost. */
        long times(long number) {
            long carried = Math.multiplyHigh(low, number);
            long middle = high * number;
            long top = Math.multiplyHigh(high, number);
            long rest = (middle >>> 1) + carried;
            long product = top + (rest >>> 63);
            return product | (((rest & LOW_63_BITS) + LOW_63_BITS) >>> 63);
        }
    }

    private static int floorLog10OfPowerOf2(int exponent) {
        return (int) ((exponent * 661_971_961_083L) >> 41);
    }

    private static int floorLog10OfThreeQuartersOfPowerOf2(int exponent) {
        return (int) ((exponent * 661_971_961_083L - 274_743_187_321L) >> 41);
    }

    private static int floorLog2OfPowerOf10(int exponent) {
        return (int) ((exponent * 913_124_641_741L) >> 38);
    }

    /** @param value finite and above zero */
    static ShortestDecimal of(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (IMPLICIT_BIT - 1);
        int biased = (int) (bits >>> MANTISSA_BITS);
        long mantissa = biased == 0 ? fraction : fraction | IMPLICIT_BIT;
        int exponent = Math.max(biased, 1) - 1 + LEAST_EXPONENT;
        boolean narrowBelow = mantissa == IMPLICIT_BIT && biased > 1;
        int k = narrowBelow ? floorLog10OfThreeQuartersOfPowerOf2(exponent) : floorLog10OfPowerOf2(exponent);

        // the float and the ends of what rounds to it, in quarters of a unit
        Power power = Power.of(-k);
        int shift = exponent + floorLog2OfPowerOf10(-k) + 2;
        long quarters = mantissa << 2;
        long at = power.times(quarters << shift);
        long lower = power.times((quarters - (narrowBelow ? 1 : 2)) << shift);
        long upper = power.times((quarters + 2) << shift);
        long out = mantissa & 1;

        long below = at >> 2;
        if (below >= 10) {
            long tens = below / 10 * 10;
            boolean fitsBelow = lower + out <= tens << 2;
            boolean fitsAbove = ((tens + 10) << 2) + out <= upper;
            if (fitsBelow != fitsAbove) {
                return withoutZeros(fitsBelow ? tens : tens + 10, k);
            }
        }
        boolean fitsBelow = lower + out <= below << 2;
        boolean fitsAbove = ((below + 1) << 2) + out <= upper;
        if (fitsBelow != fitsAbove) {
            return withoutZeros(fitsBelow ? below : below + 1, k);
        }
        long comparison = at - ((below + below + 1) << 1);
        boolean down = comparison < 0 || (comparison == 0 && (below & 1) == 0);
        return withoutZeros(down ? below : below + 1, k);
    }

    private static ShortestDecimal withoutZeros(long digits, int exponent) {
        long rest = digits;
        int power = exponent;
        while (rest % 10 == 0) {
            rest /= 10;
            power++;
        }
        return new ShortestDecimal(rest, power);
    }
}
