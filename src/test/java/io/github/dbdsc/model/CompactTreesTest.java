package io.github.dbdsc.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

class CompactTreesTest {

    private static final JsonMapper COMPACT =
            JsonMapper.builder().nodeFactory(CompactTrees.FACTORY).build();

    @Test
    void trees_are_those_that_any_other_reader_makes() throws Exception {
        String json = "{\"z\":1,\"a\":{\"x\":\"y\",\"n\":null,\"e\":\"\"},\"l\":[\"y\",\"y\",1.5,true,\""
                + "long".repeat(99) + "\"],\"f1\":1,\"f2\":2,\"f3\":3,\"f4\":4,\"f5\":5}";

        JsonNode tree = COMPACT.readTree(json);

        assertThat(tree).isEqualTo(new JsonMapper().readTree(json)).hasToString(json);
    }

    @Test
    void a_text_that_comes_again_is_the_same_node() {
        TextNode first = CompactTrees.FACTORY.textNode(new String("Standard_D4ds_v5"));

        assertThat(CompactTrees.FACTORY.textNode(new String("Standard_D4ds_v5")))
                .isSameAs(first);
    }

    @Test
    void texts_that_share_a_place_stay_apart() {
        assertThat("Aa").hasSameHashCodeAs("BB");

        assertThat(CompactTrees.FACTORY.textNode("Aa").textValue()).isEqualTo("Aa");
        assertThat(CompactTrees.FACTORY.textNode("BB").textValue()).isEqualTo("BB");
        assertThat(CompactTrees.FACTORY.textNode("Aa").textValue()).isEqualTo("Aa");
    }

    @Test
    void long_texts_are_not_remembered() {
        String text = "x".repeat(201);

        assertThat(CompactTrees.FACTORY.textNode(text)).isNotSameAs(CompactTrees.FACTORY.textNode(text));
    }
}
