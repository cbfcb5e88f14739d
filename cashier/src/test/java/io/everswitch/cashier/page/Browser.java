package io.everswitch.cashier.page;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium. Where it is missing, tests are skipped, saying so; with the environment variable CI or the system
 * property everswitch.browser=required that is a failure instead.
 */
final class Browser implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(15);
    private static final String[] CHROMIUM = {"/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"
    };
    private static final String[] DRIVERS = {"/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver"};

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(File chromium, File chromedriver) throws IOException {
        profile = Files.createTempDirectory("cashier-browser");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--disable-features=Translate,OptimizationHints,MediaRouter",
                "--hide-scrollbars",
                "--lang=en-US",
                "--user-data-dir=" + profile);
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver)
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
    }

    static Browser start() {
        // The driver is named, so nothing is to be looked for; and if something were, not on the network.
        System.setProperty("SE_OFFLINE", "true");
        System.setProperty("SE_AVOID_STATS", "true");
        // Selenium wishes for bindings of this Chromium's own version; we send its commands by name and need none.
        Logger.getLogger("org.openqa.selenium").setLevel(Level.SEVERE);
        File chromium = first("everswitch.chromium", CHROMIUM);
        File chromedriver = first("everswitch.chromedriver", DRIVERS);
        if (!chromium.canExecute() || !chromedriver.canExecute()) {
            String message = "no Chromium with its driver: install chromium and chromium-driver, or name them by "
                    + "-Deverswitch.chromium and -Deverswitch.chromedriver";
            if (System.getenv("CI") != null || "required".equals(System.getProperty("everswitch.browser"))) {
                fail(message);
            }
            abort(message);
        }
        try {
            return new Browser(chromium, chromedriver);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File first(String property, String[] paths) {
        String named = System.getProperty(property);
        return named != null
                ? new File(named)
                : Stream.of(paths)
                        .map(File::new)
                        .filter(File::canExecute)
                        .findFirst()
                        .orElse(new File(paths[0]));
    }

    ChromeDriver driver() {
        return driver;
    }

    Browser desktop() {
        return screen(1280, 860, 1, false);
    }

    Browser phone() {
        return screen(390, 844, 2, true);
    }

    Browser smallPhone() {
        return screen(320, 568, 2, true);
    }

    private Browser screen(int width, int height, int scale, boolean mobile) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", mobile));
        return this;
    }

    Browser look(boolean dark, boolean reducedMotion) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of(
                                        "name",
                                        "prefers-reduced-motion",
                                        "value",
                                        reducedMotion ? "reduce" : "no-preference"))));
        return this;
    }

    Browser acceptLanguage(String value) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", value)));
        return this;
    }

    Browser open(String url) {
        driver.get(url);
        return this;
    }

    WebElement awaitView(String view) {
        return await(By.cssSelector("main[data-view='" + view + "']"));
    }

    WebElement await(By by) {
        return new WebDriverWait(driver, WAIT)
                .ignoring(StaleElementReferenceException.class)
                .until(d -> {
                    List<WebElement> found = d.findElements(by);
                    return found.isEmpty() || !found.get(0).isDisplayed() ? null : found.get(0);
                });
    }

    void awaitText(String id, String part) {
        new WebDriverWait(driver, WAIT)
                .withMessage(() -> "#" + id + " should contain \"" + part + "\"")
                .ignoring(StaleElementReferenceException.class)
                .until(d -> text(id).contains(part));
    }

    String text(String id) {
        List<WebElement> found = driver.findElements(By.id(id));
        return found.isEmpty() ? "" : found.get(0).getText();
    }

    WebElement element(String id) {
        return driver.findElement(By.id(id));
    }

    String focused() {
        String id = driver.switchTo().activeElement().getDomAttribute("id");
        return id == null ? "" : id;
    }

    void type(String id, CharSequence... keys) {
        element(id).sendKeys(keys);
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    void fillCard(String number) {
        type("number", number);
        type("expiry", "1230");
        type("cvc", "123");
    }

    void submit() {
        press(Keys.ENTER);
    }

    Object script(String code) {
        Object result = driver.executeScript(code);
        return result == null ? "" : result;
    }

    /** Console messages since the last call that speak of something wrong, CSP violations among them. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    void screenshot(String name) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "screenshots"));
            Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No part of the page may stick out sideways. */
    void assertFitsWidth() {
        Object overflow = script("return document.documentElement.scrollWidth - window.innerWidth");
        assertTrue(overflow instanceof Long wide && wide <= 0, "the page is wider than the screen by " + overflow);
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
