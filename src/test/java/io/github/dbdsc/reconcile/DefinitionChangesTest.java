package io.github.dbdsc.reconcile;

import static io.github.dbdsc.reconcile.OneJob.cluster;
import static io.github.dbdsc.reconcile.OneJob.job;
import static io.github.dbdsc.reconcile.OneJob.task;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A definition that changes is one update, however small the change and whatever the service shows of it. */
class DefinitionChangesTest {

    private final OneJob world = new OneJob();

    @AfterEach
    void stop() {
        world.close();
    }

    private void assertOneUpdate(String before, String after) {
        world.define(before).sync();
        assertThat(world.writes()).as("writes for an unchanged definition").isZero();

        world.define(after);

        assertThat(world.planned()).as("planned").isNotEmpty();
        assertThat(world.writes()).as("writes").isEqualTo(1);
        assertThat(world.planned()).as("planned afterwards").isEmpty();
        assertThat(world.writes()).as("writes afterwards").isZero();
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'spark_python_task':{'python_file':'/f','parameters':['a','b']} | 'spark_python_task':{'python_file':'/f','parameters':['b','a']}
            'spark_jar_task':{'main_class_name':'m','parameters':['a','b']} | 'spark_jar_task':{'main_class_name':'m','parameters':['b','a']}
            'spark_submit_task':{'parameters':['a','b']} | 'spark_submit_task':{'parameters':['b','a']}
            'python_wheel_task':{'package_name':'p','entry_point':'e','parameters':['a','b']} | 'python_wheel_task':{'package_name':'p','entry_point':'e','parameters':['b','a']}
            'dbt_task':{'commands':['dbt a','dbt b']} | 'dbt_task':{'commands':['dbt b','dbt a']}
            'run_job_task':{'job_id':1,'python_params':['a','b']} | 'run_job_task':{'job_id':1,'python_params':['b','a']}
            'for_each_task':{'inputs':'[]','task':{'task_key':'i','existing_cluster_id':'c','spark_python_task':{'python_file':'/f','parameters':['a','b']}}} | 'for_each_task':{'inputs':'[]','task':{'task_key':'i','existing_cluster_id':'c','spark_python_task':{'python_file':'/f','parameters':['b','a']}}}
            'spark_jar_task':{'main_class_name':'m','run_as_repl':false} | 'spark_jar_task':{'main_class_name':'m'}
            'notebook_task':{'notebook_path':'/n','base_parameters':{'a':''}} | 'notebook_task':{'notebook_path':'/n'}
            'notebook_task':{'notebook_path':'/n'} | 'notebook_task':{'notebook_path':'/n','base_parameters':{'a':''}}
            'notebook_task':{'notebook_path':'/n'},'libraries':[{'pypi':{'package':'p','repo':'r'}}] | 'notebook_task':{'notebook_path':'/n'},'libraries':[{'pypi':{'package':'p'}}]
            'notebook_task':{'notebook_path':'/n'},'libraries':[{'maven':{'coordinates':'c','exclusions':['a','b']}}] | 'notebook_task':{'notebook_path':'/n'},'libraries':[{'maven':{'coordinates':'c','exclusions':['a']}}]
            'power_bi_task':{'tables':[{'name':'t','catalog':'c'}]} | 'power_bi_task':{'tables':[{'name':'t'}]}
            'notebook_task':{'notebook_path':'/Workspace/n'} | 'notebook_task':{'notebook_path':'/n'}
            """)
    void a_part_of_a_task_that_changes_is_one_update(String before, String after) {
        assertOneUpdate(task(before), task(after));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
            'max_concurrent_runs':0 | ``
            `` | 'max_concurrent_runs':1
            'queue':{'enabled':false} | ``
            `` | 'queue':{'enabled':true}
            `` | 'continuous':{}
            'continuous':{} | ``
            'tags':{'a':''} | ``
            `` | 'tags':{'a':''}
            'environments':[{'environment_key':'e','spec':{'dependencies':['a','b']}}] | 'environments':[{'environment_key':'e','spec':{'dependencies':['b','a']}}]
            'trigger':{'table_update':{'table_names':['t'],'condition':'ALL_UPDATED'}} | 'trigger':{'table_update':{'table_names':['t'],'condition':'ANY_UPDATED'}}
            'schedule':{'quartz_cron_expression':'0 0 1 * * ?','timezone_id':'UTC'} | 'schedule':{'quartz_cron_expression':'0 0 1 * * ?','timezone_id':'UTC','pause_status':'UNPAUSED'}
            'email_notifications':{} | ``
            'timeout_seconds':0 | ``
            """)
    void a_part_of_the_job_that_changes_is_one_update(String before, String after) {
        assertOneUpdate(job(before), job(after));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
            'apply_policy_default_values':true | ``
            `` | 'apply_policy_default_values':true
            'enable_elastic_disk':false | ``
            'spark_conf':{'a':''} | ``
            `` | 'spark_env_vars':{'A':''}
            'init_scripts':[{'workspace':{'destination':'/a'}},{'workspace':{'destination':'/b'}}] | 'init_scripts':[{'workspace':{'destination':'/b'}},{'workspace':{'destination':'/a'}}]
            """)
    void a_part_of_a_cluster_that_changes_is_one_update(String before, String after) {
        assertOneUpdate(cluster(before), cluster(after));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'notebook_task':{'notebook_path':'/n'},'libraries':[{'jar':'x'},{'jar':'y'}] | 'notebook_task':{'notebook_path':'/n'},'libraries':[{'jar':'y'},{'jar':'x'}]
            'notebook_task':{'notebook_path':'/n'},'email_notifications':{'on_start':['a','b']} | 'notebook_task':{'notebook_path':'/n'},'email_notifications':{'on_start':['b','a']}
            'notebook_task':{'notebook_path':'/n'},'webhook_notifications':{'on_start':[{'id':'a'},{'id':'b'}]} | 'notebook_task':{'notebook_path':'/n'},'webhook_notifications':{'on_start':[{'id':'b'},{'id':'a'}]}
            'notebook_task':{'notebook_path':'/n','base_parameters':{'a':'1','b':'2'}} | 'notebook_task':{'base_parameters':{'b':'2','a':'1'},'notebook_path':'/n'}
            """)
    void another_order_of_what_has_none_is_no_change(String before, String after) {
        world.define(task(before)).sync();

        world.define(task(after));

        assertThat(world.planned()).isEmpty();
        assertThat(world.writes()).isZero();
    }

    @Test
    void tasks_parameters_and_job_clusters_in_another_order_are_no_change() {
        String one = "{'task_key':'a','existing_cluster_id':'c','notebook_task':{'notebook_path':'/n'}}";
        String two = "{'task_key':'b','existing_cluster_id':'c','notebook_task':{'notebook_path':'/n'},"
                + "'depends_on':[{'task_key':'a'}]}";
        String parameters = "'parameters':[{'name':'p','default':'1'},{'name':'q','default':'2'}]";
        String reversed = "'parameters':[{'name':'q','default':'2'},{'name':'p','default':'1'}]";
        world.define("{'name':'A','tasks':[" + one + "," + two + "]," + parameters + "}")
                .sync();

        world.define("{'name':'A','tasks':[" + two + "," + one + "]," + reversed + "}");

        assertThat(world.planned()).isEmpty();
        assertThat(world.writes()).isZero();
    }
}
