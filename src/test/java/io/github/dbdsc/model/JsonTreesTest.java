package io.github.dbdsc.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

class JsonTreesTest {

    private static final JsonMapper COMPACT = JsonTrees.mapper(10).build();
    private static final JsonNodeFactory NODES = COMPACT.getNodeFactory();

    @Test
    void trees_equal_those_of_any_other_mapper() throws Exception {
        String json = "{\"z\":1,\"a\":{\"x\":\"y\",\"n\":null,\"e\":\"\"},\"l\":[\"y\",\"y\",1.5,true,\""
                + "long".repeat(99) + "\"],\"f1\":1,\"f2\":2,\"f3\":3,\"f4\":4,\"f5\":5}";

        JsonNode tree = COMPACT.readTree(json);

        assertThat(tree).isEqualTo(new JsonMapper().readTree(json)).hasToString(json);
    }

    @Test
    void json_that_nests_deeper_than_allowed_is_refused() throws Exception {
        assertThat(COMPACT.readTree("[".repeat(10) + "]".repeat(10))).hasSize(1);
        assertThatThrownBy(() -> COMPACT.readTree("[".repeat(11) + "]".repeat(11)))
                .isInstanceOf(StreamConstraintsException.class);
    }

    @Test
    void a_text_that_recurs_is_the_same_node() {
        TextNode first = NODES.textNode(new String("Standard_D4ds_v5"));

        assertThat(NODES.textNode(new String("Standard_D4ds_v5"))).isSameAs(first);
    }

    @Test
    void texts_that_share_a_place_stay_distinct() {
        assertThat("Aa").hasSameHashCodeAs("BB");

        assertThat(NODES.textNode("Aa").textValue()).isEqualTo("Aa");
        assertThat(NODES.textNode("BB").textValue()).isEqualTo("BB");
        assertThat(NODES.textNode("Aa").textValue()).isEqualTo("Aa");
    }

    @Test
    void long_texts_are_not_shared() {
        String text = "x".repeat(201);

        assertThat(NODES.textNode(text)).isNotSameAs(NODES.textNode(text));
    }
}
