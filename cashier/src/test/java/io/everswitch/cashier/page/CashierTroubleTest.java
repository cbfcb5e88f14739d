package io.everswitch.cashier.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;

/** The page when something goes wrong, in a real browser. */
class CashierTroubleTest {
    private static final String VISA = "4111111111111111";

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @SuppressWarnings("NullAway.Init")
    private static StubSwitch backend;

    /** Requests that fail on purpose are told on the console too; everything else must be quiet. */
    private boolean failuresExpected;

    @BeforeAll
    static void startAll() throws IOException {
        browser = Browser.start();
        backend = new StubSwitch();
    }

    @AfterAll
    static void endAll() {
        if (browser != null) {
            browser.close();
        }
        if (backend != null) {
            backend.close();
        }
    }

    @BeforeEach
    void fresh() {
        browser.open("about:blank");
        backend.reset();
        browser.desktop().look(false, false).acceptLanguage("en");
        browser.complaints();
        failuresExpected = false;
    }

    @AfterEach
    void consoleIsQuiet() {
        List<String> complaints = browser.complaints().stream()
                .filter(line -> !failuresExpected || !line.contains("Failed to load resource"))
                .toList();
        assertEquals(List.of(), complaints);
    }

    @Test
    void script_inEveryText_staysText() {
        String evil = "<img src=x onerror=alert(1)><script>alert(2)</script>{{amount}}{merchant}";
        backend.prepare(StubSwitch.declined("<b>51</b>")
                .andThen(p -> p.put("description", evil)
                        .put("merchant_name", evil)
                        .put("merchant_order_id", evil)
                        .put("status_reason", evil)
                        .put("masked_means", evil)
                        .put("return_url", "javascript:alert(3)")));
        browser.open(backend.url(""));
        browser.awaitView("form");

        assertEquals(evil, browser.text("merchant"));
        assertEquals(evil, browser.text("order-description"));
        assertEquals(evil, browser.text("order-order"));
        assertTrue(browser.driver().getTitle().contains("<script>"));
        assertEquals(
                0,
                browser.driver()
                        .findElements(By.cssSelector("img, #cashier script"))
                        .size());
        backend.tell(StubSwitch.status("failed"));
        browser.awaitView("failed");
        assertTrue(browser.driver().findElements(By.id("return")).isEmpty(), "a script is no way back");
    }

    @Test
    void countdown_runsOut_locksTheFormUntilTheSwitchSaysExpired() {
        backend.prepare(p -> p.put("expires_at", Instant.now().plusSeconds(3).toString()));
        browser.open(backend.url(""));
        browser.awaitView("form");
        assertTrue(browser.text("time-left").matches("0:0[0-3]|Time is up"), browser.text("time-left"));
        browser.awaitText("time-left", "Time is up");

        WebElement pay = browser.element("pay");
        assertEquals("true", pay.getDomAttribute("aria-disabled"));
        browser.fillCard(VISA);
        browser.submit();
        assertFalse(backend.requests().stream().anyMatch(line -> line.startsWith("POST")));
        backend.prepare(StubSwitch.status("expired"));
        browser.awaitView("expired");
    }

    @Test
    void clockOfThePayer_wrongByHours_doesNotMatter() {
        browser.open(backend.url(""));
        browser.awaitView("form");
        browser.driver()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        java.util.Map.of("source", "const now = Date.now; Date.now = () => now() + 7200000;"));
        browser.open(backend.url("?lang=en"));
        browser.awaitView("form");

        assertTrue(browser.text("time-left").matches("1[45]:\\d\\d"), browser.text("time-left"));
    }

    @Test
    void events_broken_areReplacedByAsking() {
        failuresExpected = true;
        backend.breakEvents();
        browser.open(backend.url(""));
        browser.awaitView("form");

        backend.prepare(StubSwitch.status("succeeded"));
        browser.awaitView("succeeded");
        long asked = sessions();
        Awaitility.await().during(Duration.ofSeconds(3)).until(() -> sessions() == asked);
    }

    @Test
    void events_cutInTheMiddle_loseNothing() {
        failuresExpected = true;
        open();
        backend.breakEvents();
        backend.prepare(StubSwitch.declined("54"));

        browser.awaitText("decline-reason", "expired");
    }

    @Test
    void switch_away_isToldAndComesBack() {
        failuresExpected = true;
        open();
        backend.setDown(true);
        browser.await(By.className("offline"));
        backend.setDown(false);
        Awaitility.await()
                .until(() ->
                        !browser.driver().findElement(By.className("offline")).isDisplayed());
        backend.prepare(StubSwitch.status("canceled"));
        backend.tell(p -> {});
        browser.awaitView("canceled");
    }

    @Test
    void pay_refusedField_isMarked() {
        failuresExpected = true;
        backend.onPay(
                body -> new StubSwitch.Answer(
                        422,
                        "{\"code\":\"invalid_request\",\"charge_state\":\"none\",\"errors\":[{\"field\":\"payment_method.card.number\",\"rule\":\"luhn\"}]}"));
        open();
        browser.fillCard(VISA);
        browser.submit();

        browser.awaitText("number-error", "not accepted");
        assertEquals("number", browser.focused());
        assertEquals("Please check the marked fields. Nothing was charged.", browser.text("form-problem"));
        assertEquals("false", browser.element("pay").getDomAttribute("aria-disabled"));
    }

    @Test
    void pay_refusedWhole_canBeTriedAgain() {
        failuresExpected = true;
        backend.onPay(body ->
                new StubSwitch.Answer(503, "{\"code\":\"unavailable\",\"retryable\":true,\"charge_state\":\"none\"}"));
        open();
        browser.fillCard(VISA);
        browser.submit();

        browser.awaitText("form-problem", "Nothing was charged; please try again");
        assertEquals("false", browser.element("pay").getDomAttribute("aria-disabled"));
    }

    @Test
    void pay_nobodyKnowsWhetherHeard_staysLockedUntilTheSwitchSays() {
        failuresExpected = true;
        backend.onPay(body -> {
            backend.setDown(true);
            return new StubSwitch.Answer(500, "");
        });
        open();
        browser.fillCard(VISA);
        browser.submit();

        browser.awaitText("form-problem", "finding out whether the payment was started");
        assertEquals("true", browser.element("pay").getDomAttribute("aria-disabled"));
        backend.prepare(StubSwitch.unknown(Instant.now().plusSeconds(9)));
        backend.setDown(false);
        browser.awaitView("unknown");
        assertEquals(
                1,
                backend.requests().stream()
                        .filter(line -> line.startsWith("POST"))
                        .count());
    }

    @Test
    void pay_pressedTwice_isSentOnce() {
        backend.onPay(body -> {
            Awaitility.await().pollDelay(Duration.ofMillis(700)).until(() -> true);
            backend.tell(StubSwitch.status("processing"));
            return StubSwitch.Answer.session();
        });
        open();
        browser.fillCard(VISA);
        browser.submit();
        browser.awaitText("pay", "Sending");
        browser.element("pay").click();
        browser.submit();
        browser.awaitView("processing");
        assertEquals(
                1,
                backend.requests().stream()
                        .filter(line -> line.startsWith("POST"))
                        .count());
    }

    @Test
    void token_unknown_isToldFriendly() {
        failuresExpected = true;
        browser.open(backend.origin() + "/cashier/ct_nosuchtoken");

        browser.awaitView("missing");
        assertEquals("We cannot find this payment", browser.text("panel-heading"));
        assertEquals("zh", browser.element("language").getDomAttribute("lang"));
    }

    @Test
    void phone_everyControl_isLargeEnoughAndFits() {
        browser.smallPhone();
        open();
        browser.assertFitsWidth();
        for (String css : List.of("#pay", "#language", "#number", "#expiry", "#cvc", ".choice")) {
            Dimension size = browser.driver().findElement(By.cssSelector(css)).getSize();
            assertTrue(size.height >= 44 && size.width >= 44, css + " is " + size);
        }
        assertEquals("numeric", browser.element("number").getDomAttribute("inputmode"));
        assertEquals("cc-number", browser.element("number").getDomAttribute("autocomplete"));
    }

    @Test
    void everyField_hasLabelAndDescription() {
        open();
        for (WebElement input : browser.driver().findElements(By.cssSelector("input"))) {
            String id = String.valueOf(input.getDomAttribute("id"));
            assertFalse(
                    String.valueOf(input.getAccessibleName()).isBlank() && input.isDisplayed(), id + " has no name");
            String described = input.getDomAttribute("aria-describedby");
            for (String part : described == null ? new String[0] : described.split(" ")) {
                assertEquals(1, browser.driver().findElements(By.id(part)).size(), id + " points to " + part);
            }
        }
        assertEquals("polite", browser.element("announcer").getDomAttribute("aria-live"));
    }

    private static void open() {
        browser.open(backend.url(""));
        browser.awaitView("form");
        Awaitility.await().until(() -> backend.hasListener());
    }

    private static long sessions() {
        return backend.requests().stream()
                .filter(line -> line.endsWith("/session"))
                .count();
    }
}
