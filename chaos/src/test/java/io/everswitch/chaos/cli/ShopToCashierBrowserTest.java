package io.everswitch.chaos.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.everswitch.domain.id.PaymentId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A payer's way in a real browser: shop, cashier, bank, and back to the shop with its webhook. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ShopToCashierBrowserTest {
    private static final Duration WAIT = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init")
    private TestDemo demo;

    @SuppressWarnings("NullAway.Init")
    private ChromeDriver browser;

    @BeforeAll
    void start(@TempDir Path root) throws IOException, InterruptedException {
        File chromium = new File("/usr/bin/chromium");
        File driver = new File("/usr/bin/chromedriver");
        if (!chromium.canExecute() || !driver.canExecute()) {
            String message = "no Chromium with its driver: install chromium and chromium-driver";
            if (System.getenv("CI") != null) {
                fail(message);
            }
            abort(message);
        }
        System.setProperty("SE_OFFLINE", "true");
        System.setProperty("SE_AVOID_STATS", "true");
        Logger.getLogger("org.openqa.selenium").setLevel(Level.SEVERE);
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
                "--lang=en-US",
                "--user-data-dir=" + Files.createDirectories(root.resolve("browser")));
        demo = TestDemo.start(root);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver)
                        .usingAnyFreePort()
                        .build(),
                options);
        browser.manage().window().setSize(new Dimension(1280, 900));
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (demo != null) {
            demo.close();
        }
    }

    @Test
    void buy_payByCard_shopHasTheVerifiedWebhookAndTheBankOneCharge() throws IOException, InterruptedException {
        browser.get(demo.ports().shopUrl() + "/");
        screenshot("shop");
        await(By.cssSelector("form[action='/orders'] button")).click();
        await(By.cssSelector("main[data-view='form']"));
        String token = String.valueOf(browser.getCurrentUrl()).replaceAll(".*/cashier/([^?]*).*", "$1");
        PaymentId id = new PaymentId(token.substring(0, token.indexOf('.')));
        browser.findElement(By.id("number")).sendKeys("4242424242424242");
        browser.findElement(By.id("expiry")).sendKeys("1231");
        browser.findElement(By.id("cvc")).sendKeys("123", Keys.ENTER);
        // The page shows success and goes back to the shop by itself.
        await(By.cssSelector("main[data-view='succeeded']"));
        screenshot("cashier-succeeded");
        assertEquals("succeeded", demo.get("/v1/payments/" + id).path("status").asText());
        new WebDriverWait(browser, WAIT)
                .until(d -> String.valueOf(d.getCurrentUrl())
                        .startsWith(demo.ports().shopUrl()));
        screenshot("shop-order");
        assertEquals(1, demo.demo().evidence().books().of(id).size());
        Awaitility.await()
                .atMost(WAIT)
                .until(() -> demo.demo().evidence().webhooks().of(id.value()).stream()
                        .anyMatch(hook -> hook.verified() && hook.type().equals("payment.succeeded")));
        assertQuiet();
    }

    @Test
    void pay_declined_payerMayChooseAgain() throws IOException, InterruptedException {
        String url = demo.create("declined-1", 1251, "tea").path("cashier_url").asText();
        browser.get(url);
        await(By.cssSelector("main[data-view='form']"));
        browser.findElement(By.id("number")).sendKeys("4242424242424242");
        browser.findElement(By.id("expiry")).sendKeys("1231");
        browser.findElement(By.id("cvc")).sendKeys("123", Keys.ENTER);
        WebElement notice = await(By.id("decline"));
        screenshot("cashier-declined");
        assertFalse(notice.getText().isBlank());
        String id = url.replaceAll(".*/cashier/(pay_[A-Z0-9]*).*", "$1");
        assertEquals(
                "requires_action", demo.get("/v1/payments/" + id).path("status").asText());
    }

    @Test
    void merchantText_withScript_isShownAndInert() throws IOException, InterruptedException {
        String script = "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>";
        String url = demo.create("script-1", 1200, script).path("cashier_url").asText();
        browser.get(url);
        WebElement main = await(By.cssSelector("main[data-view='form']"));
        assertTrue(main.getText().contains("<script>"), main.getText());
        assertFalse(String.valueOf(browser.getTitle()).contains("owned"));
        screenshot("cashier-inert");
        assertQuiet();
    }

    private WebElement await(By by) {
        return new WebDriverWait(browser, WAIT)
                .ignoring(StaleElementReferenceException.class)
                .until(d -> {
                    List<WebElement> found = d.findElements(by);
                    return found.isEmpty() || !found.get(0).isDisplayed() ? null : found.get(0);
                });
    }

    /** No error on the console: a violation of the content security policy is one. */
    private void assertQuiet() {
        List<String> complaints = browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .toList();
        assertEquals(List.of(), complaints);
    }

    private void screenshot(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "screenshots"));
        Files.write(folder.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }
}
