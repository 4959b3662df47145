package io.github.dbdsc.fields;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class FieldValuesTest {

    private static final DoubleNode ENDLESS = DoubleNode.valueOf(Double.POSITIVE_INFINITY);

    @Test
    void a_number_that_is_read_as_infinite_is_compared_like_any_other() {
        assertThat(FieldValues.same(ENDLESS, DoubleNode.valueOf(Double.POSITIVE_INFINITY)))
                .isTrue();
        assertThat(FieldValues.same(ENDLESS, IntNode.valueOf(1))).isFalse();
        assertThat(FieldValues.isEmpty(ENDLESS)).isFalse();
    }

    @Test
    void large_integers_are_compared_to_the_last_digit() {
        BigInteger large = BigInteger.TEN.pow(400);

        assertThat(FieldValues.same(BigIntegerNode.valueOf(large), BigIntegerNode.valueOf(large)))
                .isTrue();
        assertThat(FieldValues.same(BigIntegerNode.valueOf(large), BigIntegerNode.valueOf(large.add(BigInteger.ONE))))
                .isFalse();
        assertThat(FieldValues.isEmpty(BigIntegerNode.valueOf(large))).isFalse();
    }
}
