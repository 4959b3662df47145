package io.github.dbdsc.template.value;

/** Rounds floats of everyday size to decimal places, half to even on the exact value, without arithmetic on big numbers. */
final class DecimalRounding {

    /** All powers of ten that a float holds exactly, as far as they are of use here. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    /** Below this a float has a place for halves. */
    private static final double MOST = 1L << 51;

    private DecimalRounding() {}

    /** Whether the other methods can be used. */
    static boolean isExact(double size, int places) {
        return places >= 0 && places < POWERS.length && size * POWERS[places] < MOST;
    }

    /** The value times ten to the power of the places, as a whole number. */
    static long scaled(double size, int places) {
        double power = POWERS[places];
        double product = size * power;
        double nearest = Math.rint(product);
        double difference = product - nearest;
        if (Math.abs(difference) == 0.5) {
            // a tie, unless the product was rounded: then what was lost decides
            double lost = Math.fma(size, power, -product);
            if (lost != 0) {
                return (long) (lost > 0 ? Math.ceil(product) : Math.floor(product));
            }
        }
        return (long) nearest;
    }

    static double rounded(double size, int places) {
        return scaled(size, places) / POWERS[places];
    }
}
