package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** Checks where the function key goes, and that no foreign script runs. */
class DashboardKeyIT {

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final FakeApi api = dashboard.api();
    private final Browser browser = dashboard.browser();

    @Test
    void a_key_is_asked_for_once_sent_as_header_and_kept_in_this_tab_only() {
        api.requireKey("a-function-key", 401);
        dashboard.visit("#runs");
        browser.until("document.getElementById('key-dialog').open");
        browser.type("#key", "wrong");
        browser.press(Keys.ENTER);
        browser.untilText("#key-why", "not accepted");
        browser.type("#key", "a-function-key");
        browser.press(Keys.ENTER);
        browser.until("document.querySelectorAll('#runs-rows tr').length === 50");

        assertThat(browser.evaluate("sessionStorage.length + ' ' + localStorage.length"))
                .isEqualTo("1 0");
        assertThat(browser.evaluate("document.cookie + location.href + document.documentElement.outerHTML"))
                .asString()
                .doesNotContain("a-function-key");
        browser.click("nav a[href='#plan']");
        browser.click("#make-plan");
        browser.untilText("#plan-body", "customer/churn-score");

        browser.click("#forget-key");
        browser.until("document.getElementById('key-dialog').open && sessionStorage.length === 0");
    }

    @Test
    void a_key_that_is_not_allowed_is_asked_for_again_and_without_one_nothing_is_pretended() {
        api.requireKey("master", 403);
        dashboard.visit("");
        browser.until("document.getElementById('key-dialog').open");
        browser.type("#key", "two words");
        browser.press(Keys.ENTER);
        browser.untilText("#key-fault", "no spaces");
        browser.type("#key", "reader");
        browser.press(Keys.ENTER);
        browser.untilText("#key-why", "not allowed");
        browser.press(Keys.ESCAPE);

        browser.untilText("#jobs-notices", "Without a function key there is nothing to show");
        browser.click("#jobs-notices button");
        browser.until("document.getElementById('key-dialog').open");
        browser.type("#key", "master");
        browser.press(Keys.ENTER);
        browser.untilText("#jobs-shown", "412 jobs");
    }

    @Test
    void a_script_that_is_not_the_pages_own_does_not_run() {
        dashboard.visitJobs();

        browser.evaluate(
                "(() => { const link = document.createElement('a'); link.href = 'javascript:window.ran = true';"
                        + " document.body.append(link); link.click(); return 0; })()");
        browser.until("performance.now() > 0");

        assertThat(browser.evaluate("window.ran === undefined")).isEqualTo(true);
        assertThat(browser.consoleMessages()).isNotEmpty().allSatisfy(message -> assertThat(message)
                .contains("Content Security Policy"));
    }
}
