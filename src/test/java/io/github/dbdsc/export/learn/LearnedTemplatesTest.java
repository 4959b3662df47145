package io.github.dbdsc.export.learn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnedTemplatesTest {

    private static final int MOST = 15;

    @Test
    void jobs_of_five_templates_get_few_templates_and_small_definitions() {
        List<ObjectNode> jobs = new HiddenTemplates(1).jobs(300);

        List<List<Integer>> groups = Grouping.of(jobs, TradeOff.FEWEST_BYTES);

        assertThat(groups).hasSizeLessThanOrEqualTo(10);
        assertThat(groups.stream().mapToInt(List::size).sum()).isEqualTo(300);
    }

    @Test
    void maps_with_other_names_in_them_make_no_other_template() {
        assertThat(Grouping.of(new OtherTemplates(2).jobs(3000), TradeOff.FEWEST_BYTES))
                .hasSizeLessThanOrEqualTo(MOST);
    }
}
