package io.github.dbdsc.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report's status tells those who look at nothing else. */
class VerdictTest {

    private static Verdict of(boolean dryRun, String fields) throws JsonProcessingException {
        ObjectNode report = (ObjectNode) new JsonMapper().readTree("{" + fields.replace('\'', '"') + "}");
        return Verdict.of(report.put("dryRun", dryRun));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nothing to do                 | 'changes':[]                                                          | AS_DEFINED     | AS_DEFINED
            applied                       | 'changes':[{'action':'update','outcome':'applied'}]                   | AS_DEFINED     | AS_DEFINED
            an orphan that is kept        | 'changes':[{'action':'orphan','outcome':'unchanged'}]                 | AS_DEFINED     | AS_DEFINED
            a delete that waits           | 'changes':[{'action':'delete','outcome':'not_applied','error':'x'}]   | AS_DEFINED     | AS_DEFINED
            a warning                     | 'problems':[{'severity':'warning'}]                                   | AS_DEFINED     | AS_DEFINED
            a change that was not reached | 'changes':[{'action':'update','outcome':'not_applied'}]               | AS_DEFINED     | NOT_AS_DEFINED
            a create that is put off      | 'changes':[{'action':'create','outcome':'not_applied','error':'x'}]   | AS_DEFINED     | NOT_AS_DEFINED
            withheld until approved       | 'objections':['x'],'changes':[{'action':'delete','outcome':'refused'}] | AS_DEFINED     | NOT_AS_DEFINED
            failed                        | 'counts':{'failed':1}                                                 | NOT_AS_DEFINED | NOT_AS_DEFINED
            refused                       | 'counts':{'refused':1},'changes':[{'action':'refused','outcome':'refused'}] | NOT_AS_DEFINED | NOT_AS_DEFINED
            an error in a definition      | 'problems':[{'severity':'error'}]                                     | NOT_AS_DEFINED | NOT_AS_DEFINED
            a definition held back        | 'blocked':['a']                                                       | NOT_AS_DEFINED | NOT_AS_DEFINED
            another plan                  | 'objections':['x'],'changes':[{'action':'update','outcome':'not_applied'}] | OTHER_PLAN     | OTHER_PLAN
            another plan without changes  | 'objections':['x'],'changes':[]                                       | OTHER_PLAN     | OTHER_PLAN
            """)
    void a_plan_and_a_run_with(String what, String fields, Verdict ofPlan, Verdict ofRun) throws Exception {
        assertThat(of(true, fields)).as("plan").isEqualTo(ofPlan);
        assertThat(of(false, fields)).as("run").isEqualTo(ofRun);
    }
}
