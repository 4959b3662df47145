package io.github.dbdsc.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.ScriptTimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium with one tab. */
final class Browser implements AutoCloseable {

    /** Generous, because the build may share its machine; nothing waits longer than it must. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * A clock that stands until the page is told that time passes, and then does what was to be done again and again by
     * then.
     */
    private static final String CLOCK = "{ let now = Date.parse('INSTANT'); const again = []; Date.now = () => now;"
            + " window.setInterval = (task) => again.push(task); window.clearInterval = () => {};"
            + " window.pass = (seconds) => { now += seconds * 1000; again.forEach((task) => task()); return now; }; }";

    private final ChromeDriver driver;
    private @Nullable Object clock;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser start(Chromium chromium) {
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.browser().toFile());
        // it loads no pages but our own, and there is no sandbox for root in a container
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
        options.setAcceptInsecureCerts(true); // those of the loopback servers
        options.setCapability("goog:loggingPrefs", console);
        System.setProperty("webdriver.remote.enableTracing", "false");
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromium.driver().toFile())
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return new Browser(driver);
    }

    void open(URI address) {
        driver.get(address.toString());
    }

    /** Becomes a new visitor: no key, no earlier page, colours and size of a desktop. */
    void forgetEverything(URI host) {
        driver.executeCdpCommand(
                "Storage.clearDataForOrigin", Map.of("origin", host.toString(), "storageTypes", "all"));
        driver.get("about:blank");
        if (clock != null) {
            driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", clock));
            clock = null;
        }
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", "UTC"));
        onPaper(false);
        textSize(16);
        size(1280, 800);
        consoleMessages();
    }

    void darkMode(boolean isDark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
    }

    /** Takes tints, shadows and coloured borders away, as systems with a high contrast do. */
    void forcedColours() {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "forced-colors", "value", "active"))));
    }

    /** Stops the clock of pages that are opened from now on; {@link #pass} moves it. */
    void clockAt(String instant) {
        clock = driver.executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", CLOCK.replace("INSTANT", instant)))
                .get("identifier");
    }

    void pass(Duration time) {
        evaluate("pass(" + time.toSeconds() + ")");
    }

    void zone(String id) {
        driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", id));
    }

    void back() {
        driver.navigate().back();
    }

    void reload() {
        driver.navigate().refresh();
    }

    void pointAt(String css) {
        new Actions(driver).moveToElement(find(css)).perform();
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** Makes the text of pages that set no size of their own this large, as somebody does in the settings; 16 is usual. */
    void textSize(int pixels) {
        driver.executeCdpCommand("Page.setFontSizes", Map.of("fontSizes", Map.of("standard", pixels)));
    }

    /** Shows pages as they are printed where the screen is dark, or again as they are on a light screen. */
    void onPaper(boolean isPaper) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        isPaper ? "print" : "",
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", isPaper ? "dark" : "light"))));
    }

    /** Waits until a JavaScript condition holds. */
    void until(String condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                driver.executeAsyncScript("const done = arguments[0]; const look = () => { if (" + condition
                        + ") done(true); else requestAnimationFrame(look); }; look();");
                return;
            } catch (ScriptTimeoutException e) {
                throw new AssertionError(
                        "it did not come about: " + condition + "; the page shows:\n" + text("body"), e);
            } catch (JavascriptException e) {
                // the page was reloaded meanwhile
                if (!String.valueOf(e.getMessage()).contains("unloaded") || System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    /** Waits until the text of the first match contains these words. */
    void untilText(String css, String words) {
        until("(document.querySelector('" + css + "')?.innerText ?? '').includes('" + words.replace("'", "\\'") + "')");
    }

    Object evaluate(String expression) {
        return Objects.requireNonNull(driver.executeScript("return " + expression), expression);
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    String text(String css) {
        return find(css).getText();
    }

    void click(String css) {
        find(css).click();
    }

    void type(String css, CharSequence text) {
        find(css).sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE, text);
    }

    /** Presses keys wherever the focus is. */
    void press(Keys... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void pressBackward() {
        new Actions(driver)
                .keyDown(Keys.SHIFT)
                .sendKeys(Keys.TAB)
                .keyUp(Keys.SHIFT)
                .perform();
    }

    void write(String text) {
        new Actions(driver).sendKeys(text).perform();
    }

    /** Returns the id of what has the focus, or else its text. */
    String focus() {
        return String.valueOf(
                driver.executeScript("const a = document.activeElement; return a.id || a.textContent.trim();"));
    }

    /** Returns what the console has said since the last call, without the network log's lines on answers that are errors. */
    List<String> consoleMessages() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("Failed to load resource: the server responded"))
                .filter(message -> !message.contains("net::ERR_"))
                .toList();
    }

    /** Returns what the accessibility rules with these tags find on the page as it is now, a line each. */
    List<String> accessibilityFaults(String... tags) throws IOException {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
        }
        Object faults = driver.executeAsyncScript(
                "const [tags, done] = arguments; axe.run(document, { runOnly: tags })"
                        + ".then((found) => done(found.violations.flatMap((rule) => rule.nodes.map((node) =>"
                        + " `${rule.id}: ${node.target} ${node.failureSummary}`))), (error) => done([String(error)]));",
                List.of(tags));
        return ((List<?>) Objects.requireNonNull(faults))
                .stream().map(String::valueOf).toList();
    }

    void screenshot(Path file) throws IOException {
        Object data = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                .get("data");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
