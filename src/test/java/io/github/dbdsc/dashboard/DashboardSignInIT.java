package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dbdsc.fakes.FakeAuthority;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.packaged.ServedApp;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/**
 * People sign in on the page of the packaged app with {@code AUTH=entra} or {@code both}, at an authority on this machine whose
 * tokens the app checks by their signatures.
 */
@DisabledOnOs(OS.WINDOWS)
class DashboardSignInIT {

    private static final FakeAuthority AUTHORITY = new FakeAuthority();
    private static final SimulatedWorkspace WORKSPACE = SimulatedWorkspace.start();

    private static Browser browser;
    private static ServedApp tokensOnly;
    private static ServedApp both;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Chromium.find().isPresent(), Chromium.MISSING);
        browser = Browser.start(Chromium.find().orElseThrow());
        tokensOnly = served("entra");
        both = served("both");
    }

    private static ServedApp served(String mode) throws Exception {
        Path place = Files.createDirectories(folder.resolve(mode + "/jobs"));
        Files.createDirectories(folder.resolve(mode + "/templates"));
        Files.writeString(folder.resolve(mode + "/templates/standard.jinja2"), "{\"name\": \"{{ job.name }}\"}");
        Files.writeString(place.resolve("a.json"), "{\"name\": \"A\"}");
        Map<String, String> settings = new HashMap<>(AUTHORITY.settings(mode));
        settings.put("DATABRICKS_URI", WORKSPACE.uri().toString());
        settings.put("AUTHORITY_TYPE", "pat");
        settings.put("PAT_TOKEN", Caller.DEMO.token());
        settings.put("OWNER", mode);
        return ServedApp.start(
                Files.createDirectories(folder.resolve("of-" + mode)),
                settings,
                "--folder",
                folder.resolve(mode).toString());
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
            tokensOnly.stop();
            both.stop();
        }
        AUTHORITY.close();
        WORKSPACE.close();
    }

    @BeforeEach
    void begin() {
        for (ServedApp app : List.of(tokensOnly, both)) {
            browser.open(URI.create(app.address() + "/api/auth"));
            browser.evaluate("(sessionStorage.clear(), true)");
            browser.forgetEverything(URI.create(app.address()));
        }
    }

    @AfterEach
    void nothingLeaks() {
        assertThat(browser.consoleMessages()).as("console").isEmpty();
        String page = String.valueOf(browser.evaluate("location.href + document.cookie + document.referrer"
                + " + document.documentElement.outerHTML + JSON.stringify(history.state) + localStorage.length"));
        String logs = String.join("", tokensOnly.seen()) + String.join("", both.seen());
        for (String secret : AUTHORITY.given()) {
            assertThat(page).doesNotContain(secret);
            assertThat(logs).doesNotContain(secret);
        }
        assertThat(AUTHORITY.referrers()).allMatch("null"::equals);
    }

    private static void open(ServedApp app, String view, String... roles) {
        AUTHORITY.register(app.address() + "/api/dashboard", roles);
        browser.open(URI.create(app.address() + "/api/dashboard" + view));
        browser.until("document.getElementById('sign-in-dialog').open");
    }

    private static void signIn() {
        browser.click("#sign-in");
        browser.until("document.getElementById('who')?.innerText.includes('ann@contoso.example')");
    }

    @Test
    void somebody_signs_in_sees_the_view_that_was_asked_for_and_signs_out() {
        open(tokensOnly, "#jobs?q=a&state=changed,in-sync", "Jobs.Apply");
        assertThat(browser.evaluate("document.getElementById('sign-in-key').hidden"))
                .isEqualTo(true);

        signIn();

        browser.untilText("#who", "ann@contoso.example · Jobs.Apply");
        browser.untilText("#jobs-as-of", "as of");
        assertThat(String.valueOf(browser.evaluate("location.href"))).endsWith("#jobs?q=a&state=changed,in-sync");
        assertThat(browser.evaluate("sessionStorage.length")).isEqualTo(1L);
        assertThat(browser.evaluate("sessionStorage.getItem('db-dsc-jobs.session').includes('refresh')"))
                .isEqualTo(false);
        assertThat(AUTHORITY.grants()).containsExactly("authorization_code");

        browser.reload();
        browser.untilText("#jobs-as-of", "as of");
        assertThat(AUTHORITY.grants()).containsExactly("authorization_code");

        browser.click("#sign-out");
        browser.until("document.getElementById('sign-in-dialog')?.open && sessionStorage.length === 0");
        assertThat(AUTHORITY.requests()).anyMatch(request -> request.endsWith("/oauth2/v2.0/logout"));
    }

    @Test
    void what_a_role_is_not_for_is_switched_off_and_somebody_without_one_is_told_which_is_needed() {
        open(tokensOnly, "", "Jobs.Plan");
        signIn();
        browser.untilText("#jobs-as-of", "as of");
        assertThat(browser.evaluate("['make-plan', 'sync', 'prune', 'hold-all'].map((id) =>"
                        + " document.getElementById(id).disabled).join()"))
                .isEqualTo("false,true,true,true");
        assertThat(browser.evaluate("document.getElementById('prune').title"))
                .isEqualTo("This needs the app role Jobs.Prune");
        browser.click("#make-plan");
        browser.untilText("#plan-body", "every job is as defined");

        begin();
        open(tokensOnly, "");
        browser.click("#sign-in");
        browser.untilText("#jobs-notices", "this call needs the app role Jobs.Read");
    }

    @Test
    void a_sign_in_that_is_declined_or_answered_with_a_wrong_state_or_nonce_is_none() {
        open(tokensOnly, "#runs", "Jobs.Read");
        AUTHORITY.refuse("access_denied");
        browser.click("#sign-in");
        browser.untilText("#sign-in-why", "The sign-in was declined (AADSTS65004).");
        assertThat(browser.evaluate("location.hash")).isEqualTo("#runs");
        assertThat(browser.text("body")).doesNotContain("planted");

        AUTHORITY.register(tokensOnly.address() + "/api/dashboard", "Jobs.Read");
        AUTHORITY.answerState("another-state-that-nobody-has-sent");
        browser.click("#sign-in");
        browser.untilText("#sign-in-why", "that this tab has not begun");
        assertThat(AUTHORITY.grants()).isEmpty();

        AUTHORITY.answerState(null);
        AUTHORITY.answerNonce("another-nonce");
        browser.click("#sign-in");
        browser.untilText("#sign-in-why", "that of another sign-in");
        assertThat(browser.evaluate("sessionStorage.length")).isEqualTo(0L);

        AUTHORITY.answerNonce(null);
        signIn();
    }

    @Test
    void an_answer_that_nobody_asked_for_is_not_redeemed() {
        AUTHORITY.register(tokensOnly.address() + "/api/dashboard", "Jobs.Read");
        browser.open(URI.create(tokensOnly.address() + "/api/dashboard#code=foreign&state=foreign"));

        browser.untilText("#sign-in-why", "that this tab has not begun");

        assertThat(AUTHORITY.grants()).isEmpty();
        assertThat(String.valueOf(browser.evaluate("location.href"))).doesNotContain("foreign");
    }

    @Test
    void a_token_that_ends_is_renewed_and_when_the_session_has_ended_somebody_signs_in_again() {
        open(tokensOnly, "", "Jobs.Read");
        AUTHORITY.setLifetime(Duration.ofSeconds(30)); // too short to be shown
        signIn();
        browser.untilText("#jobs-as-of", "as of");
        assertThat(AUTHORITY.grants()).startsWith("authorization_code", "refresh_token");

        AUTHORITY.setAge(Duration.ofHours(2)); // what is issued now has ended, and the page does not know
        AUTHORITY.setLifetime(Duration.ofHours(1));
        browser.click("#jobs-refresh");
        browser.untilText("#sign-in-why", "did not accept your sign-in");

        AUTHORITY.setAge(Duration.ZERO);
        AUTHORITY.setLifetime(Duration.ofSeconds(30));
        signIn();
        browser.untilText("#jobs-as-of", "as of");
        AUTHORITY.endSessions();
        browser.click("#jobs-refresh");
        browser.untilText("#sign-in-why", "Your sign-in has ended.");
        browser.click("#sign-in-cancel");
        browser.untilText("#jobs-notices", "Nobody is signed in");
    }

    @Test
    void with_both_a_key_is_taken_as_well() {
        open(both, "", "Jobs.Read");
        browser.click("#sign-in-key");
        browser.until("document.getElementById('key-dialog').open");
        browser.type("#key", "some-key");
        browser.press(Keys.ENTER);
        browser.untilText("#jobs-as-of", "as of");
        assertThat(AUTHORITY.grants()).isEmpty();

        browser.click("#forget-key");
        browser.until("document.getElementById('sign-in-dialog')?.open && sessionStorage.length === 0");
        signIn();
        browser.untilText("#who", "Jobs.Read");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void it_works_by_keyboard_on_a_small_screen_and_has_no_fault_that_rules_find(boolean isDark) throws Exception {
        browser.size(320, 640);
        browser.darkMode(isDark);
        open(both, "", "Jobs.Read");

        assertThat(browser.focus()).isEqualTo("sign-in");
        assertThat(browser.accessibilityFaults("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                .isEmpty();
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= 320"))
                .isEqualTo(true);
        browser.pressBackward();
        assertThat(browser.focus()).isEqualTo("sign-in-key");
        browser.press(Keys.TAB, Keys.ENTER);
        browser.untilText("#who", "ann@contoso.example");
        browser.untilText("#jobs-as-of", "as of");
        assertThat(browser.accessibilityFaults("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                .isEmpty();
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= 320"))
                .isEqualTo(true);
    }
}
