package io.github.dbdsc.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands for an id by name can be printed, and nothing computes with its digits. */
class ReferenceNumberTest {

    private static final String REF = "71830463925518270649000000";

    private static String render(String template) throws TemplateException {
        return new TemplateRenderer(Map.of("main", template))
                .render("main", Map.of())
                .text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ r }}",
                "{{ r|string }}",
                "{{ r ~ '' }}",
                "{{ 'x{}'.format(r)[:1] ~ r if false else r }}",
                "{{ '%s' % r }}",
                "{{ '%d' % r }}",
                "{{ '{}'.format(r) }}",
                "{{ '{:d}'.format(r) }}",
                "{{ r|tojson }}",
                "{{ [r]|jsonify|replace('[', '')|replace(']', '') }}",
                "{{ (' ' ~ r ~ ' ')|trim }}",
                "{{ (' ' ~ r).strip() }}",
                "{{ ('a/' ~ r).split('/')[1] }}",
                "{{ [r]|join(',') }}",
                "{{ {'a': r}.a }}",
                "{{ {r: 'a'}|first }}",
                "{{ r if r is number else 'no' }}",
                "{{ r if r == job_ref('a') and r != job_ref('b') else 'no' }}",
                "{{ [r]|first }}",
                "{% filter upper %}{{ r }}{% endfilter %}",
                "{% set t %}{{ r }}{% endset %}{{ t }}"
            })
    void can_be_printed(String template) throws TemplateException {
        assertThat(render("{% set r = job_ref('a') %}" + template)).isEqualTo(REF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ r + 1 }}",
                "{{ 1 - r }}",
                "{{ r * 2 }}",
                "{{ 'a' * r }}",
                "{{ r // 2 }}",
                "{{ r % 2 }}",
                "{{ r ** 2 }}",
                "{{ -r }}",
                "{{ r < 1 }}",
                "{{ r|int }}",
                "{{ r|float }}",
                "{{ r|round }}",
                "{{ r|abs }}",
                "{{ r|length }}",
                "{{ r|filesizeformat }}",
                "{{ [r, 1]|sum }}",
                "{{ [r, 1]|max }}",
                "{{ [r]|map('int')|list }}",
                "{{ r.x }}",
                "{{ r[0] }}",
                "{{ t|length }}",
                "{{ t[:4] }}",
                "{{ t[0] }}",
                "{{ t|first }}",
                "{{ t|list }}",
                "{{ t|truncate(9) }}",
                "{{ t|center(40) }}",
                "{{ t|int }}",
                "{{ t|reverse }}",
                "{{ t|replace('1', '2') }}",
                "{{ t.zfill(40) }}",
                "{{ t.find('8') }}",
                "{{ t < 'a' }}",
                "{{ '71' in t }}",
                "{% for c in t %}{% endfor %}",
                "{{ '%40s' % t }}",
                "{{ '%.3s' % t }}",
                "{{ '%x' % r }}",
                "{{ '{:>40}'.format(r) }}",
                "{{ '{:,}'.format(r) }}"
            })
    void is_not_computed_with(String template) {
        assertThatThrownBy(() -> render("{% set r = job_ref('a') %}{% set t = 'x' ~ r %}" + template))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("what job_ref() or lookup() returns stands for an id that is not known yet");
    }
}
