package io.github.dbdsc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ScalarsTest {

    private static final DoubleNode ENDLESS = DoubleNode.valueOf(Double.POSITIVE_INFINITY);

    @Test
    void a_number_that_was_read_as_infinite_is_compared_like_any_other() {
        assertThat(Scalars.same(ENDLESS, DoubleNode.valueOf(Double.POSITIVE_INFINITY)))
                .isTrue();
        assertThat(Scalars.same(ENDLESS, IntNode.valueOf(1))).isFalse();
        assertThat(Emptiness.isEmpty(ENDLESS)).isFalse();
    }

    @Test
    void large_integers_are_compared_to_the_last_digit() {
        BigInteger large = BigInteger.TEN.pow(400);

        assertThat(Scalars.same(BigIntegerNode.valueOf(large), BigIntegerNode.valueOf(large)))
                .isTrue();
        assertThat(Scalars.same(BigIntegerNode.valueOf(large), BigIntegerNode.valueOf(large.add(BigInteger.ONE))))
                .isFalse();
        assertThat(Emptiness.isEmpty(BigIntegerNode.valueOf(large))).isFalse();
    }
}
