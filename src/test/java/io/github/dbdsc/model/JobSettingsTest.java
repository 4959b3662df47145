package io.github.dbdsc.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobSettingsTest {

    private static final Reference OTHER = new Reference.ToJob(new JobKey("other"));

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode referring() {
        return object().putPOJO("job_id", new ReferringText(List.of("", ""), List.of(OTHER), true));
    }

    @Test
    void settings_have_the_references_of_a_new_field() {
        JobSettings plain = new JobSettings(object().put("name", "A"));
        assertThat(plain.references()).isEmpty();

        assertThat(plain.with("task", referring()).references()).containsExactly(OTHER);
        assertThat(plain.with("task", TextNode.valueOf("B")).references()).isEmpty();
    }

    @Test
    void references_stay_when_another_field_changes_and_go_with_their_own() {
        JobSettings settings = new JobSettings(object().set("task", referring()));

        assertThat(settings.with("name", TextNode.valueOf("B")).references()).containsExactly(OTHER);
        assertThat(settings.without("task").references()).isEmpty();
    }
}
