package io.everswitch.cashier.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page in a real browser, against a scripted switch. */
class CashierBrowserTest {
    private static final String VISA = "4111111111111111";

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @SuppressWarnings("NullAway.Init")
    private static StubSwitch backend;

    private boolean complaintsExpected;

    @BeforeAll
    static void startAll() throws IOException {
        browser = Browser.start();
        backend = new StubSwitch();
    }

    @AfterAll
    @SuppressWarnings("UnusedVariable")
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
        browser.desktop().look(false, false).acceptLanguage("en-US,en;q=0.9");
        browser.complaints();
        complaintsExpected = false;
    }

    @AfterEach
    void consoleIsQuiet() {
        List<String> complaints = browser.complaints();
        if (!complaintsExpected) {
            assertEquals(List.of(), complaints);
        }
    }

    @Test
    void card_goodOne_isPaidAndPayerReturns() {
        backend.prepare(p -> p.put("return_url", backend.origin() + "/shop"));
        backend.onPay(body -> {
            backend.tell(StubSwitch.status("processing").andThen(p -> p.put("masked_means", "visa •••• 1111")));
            return StubSwitch.Answer.session();
        });
        openForm();
        assertEquals("Lantern Theatre", browser.text("merchant"));
        assertEquals("CN¥128.00", browser.text("amount"));
        assertEquals("Pay CN¥128.00", browser.text("pay"));

        browser.type("number", VISA);
        assertEquals("4111 1111 1111 1111", browser.element("number").getDomProperty("value"));
        assertEquals("Visa", browser.text("brand"));
        browser.type("expiry", "1230");
        assertEquals("12 / 30", browser.element("expiry").getDomProperty("value"));
        browser.type("cvc", "123");
        browser.element("pay").click();

        browser.awaitView("processing");
        JsonNode sent = backend.lastPay();
        assertNotNull(sent);
        assertEquals(
                "{\"payment_method\":{\"type\":\"card\",\"card\":{\"number\":\"4111111111111111\","
                        + "\"exp_month\":12,\"exp_year\":2030,\"cvc\":\"123\"}}}",
                sent.toString());
        backend.tell(StubSwitch.status("succeeded"));
        browser.awaitView("succeeded");
        assertEquals("panel-heading", browser.focused());
        assertTrue(browser.text("return-seconds").startsWith("Taking you back in"));
        Awaitility.await().until(() -> "Shop".equals(browser.driver().getTitle()));
    }

    @Test
    void card_stayPressed_isNotTakenBack() {
        backend.prepare(StubSwitch.status("succeeded").andThen(p -> p.put("return_url", backend.origin() + "/shop")));
        browser.open(backend.url(""));
        browser.await(By.id("stay")).click();

        assertTrue(browser.driver().findElements(By.id("return-seconds")).isEmpty());
        assertEquals("return", browser.focused());
        assertEquals(backend.origin() + "/shop", browser.element("return").getDomAttribute("href"));
    }

    @Test
    void card_wrongDigit_isToldAtOnceAndNothingIsSent() {
        openForm();
        browser.type("number", "4111111111111112");
        browser.awaitText("number-error", "not a valid card number");
        assertEquals("true", browser.element("number").getDomAttribute("aria-invalid"));

        browser.type("number", Keys.BACK_SPACE, "1");
        assertEquals("", browser.text("number-error"));
        browser.type("number", Keys.BACK_SPACE, "2");
        browser.element("pay").click();

        assertEquals("number", browser.focused());
        assertTrue(browser.text("expiry-error").contains("Enter the expiry date"));
        assertTrue(browser.text("cvc-error").contains("Enter the security code"));
        assertNull(backend.lastPay());
    }

    @Test
    void card_pastExpiryOrShortCode_isTold() {
        openForm();
        browser.type("number", "378282246310005");
        assertEquals("American Express", browser.text("brand"));
        assertEquals("3782 822463 10005", browser.element("number").getDomProperty("value"));
        assertEquals("4 digits on the front", browser.text("cvc-hint"));
        browser.type("expiry", "0124");
        browser.awaitText("expiry-error", "expired");
        browser.type("cvc", "123", Keys.TAB);
        browser.awaitText("cvc-error", "4 digits");
        for (int i = 0; i < 7; i++) {
            browser.type("expiry", Keys.BACK_SPACE);
        }
        assertEquals("", browser.element("expiry").getDomProperty("value"));
        browser.type("expiry", "1330");
        browser.awaitText("expiry-error", "01 to 12");
    }

    @Test
    void number_editedInTheMiddle_keepsTheCaret() {
        openForm();
        browser.type("number", "411111111111111");
        browser.script("document.getElementById('number').setSelectionRange(2, 2)");
        browser.type("number", "9");

        assertEquals("4191 1111 1111 1111", browser.element("number").getDomProperty("value"));
        assertEquals(3L, browser.script("return document.getElementById('number').selectionStart"));
    }

    @Test
    void account_bankThatIsAway_isSaidBeforeItIsChosen() {
        openForm();
        browser.element("method-bank_account").sendKeys(Keys.SPACE);
        browser.type("bank", "jade mountain trust");
        browser.awaitText("bank-list", "Not available at the moment");
        browser.type("bank", Keys.ARROW_DOWN, Keys.ENTER);
        assertTrue(browser.element("bank-list").isDisplayed(), "the list waits for another choice");
        browser.type("bank", Keys.ESCAPE, Keys.TAB);
        browser.element("pay").click();
        assertTrue(browser.text("bank-error").contains("cannot be used"), browser.text("bank-error"));

        browser.element("bank").clear();
        browser.type("bank", "jade mountain union");
        browser.awaitText("bank-list", "Has difficulties at the moment");
        browser.type("bank", Keys.ARROW_DOWN, Keys.ENTER);
        assertEquals("Jade Mountain Union Bank", browser.element("bank").getDomProperty("value"));
    }

    @Test
    void account_bankFoundByTyping_isPaid() {
        openForm();
        browser.element("method-bank_account").sendKeys(Keys.SPACE);
        assertFalse(browser.element("number").isDisplayed());
        browser.type("bank", "jade");
        assertEquals(
                6,
                browser.driver().findElements(By.cssSelector("#bank-list li")).size());
        browser.type("bank", Keys.ARROW_DOWN, Keys.ENTER);
        assertEquals("Jade Mountain Bank", browser.element("bank").getDomProperty("value"));
        browser.type("account", "6222 0210-ab");
        browser.element("pay").click();

        Awaitility.await().until(() -> backend.lastPay() != null);
        assertEquals(
                "{\"payment_method\":{\"type\":\"bank_account\",\"bank_account\":"
                        + "{\"bank\":\"bank-25\",\"account\":\"62220210ab\"}}}",
                String.valueOf(backend.lastPay()));
    }

    @Test
    void account_unknownBankAndShortAccount_areTold() {
        openForm();
        browser.element("method-bank_account").sendKeys(Keys.SPACE);
        browser.type("bank", "no such house");
        browser.awaitText("bank-list", "No bank with this name");
        browser.type("account", "12345", Keys.TAB);
        browser.element("pay").click();

        assertEquals("bank", browser.focused());
        assertTrue(browser.text("bank-error").contains("from the list"));
        assertTrue(browser.text("account-error").contains("at least 6"));
        assertNull(backend.lastPay());
    }

    @Test
    void decline_forLackOfFunds_offersAnotherTry() {
        backend.onPay(body -> {
            backend.tell(
                    backend.lastPay() != null && number(body).endsWith("1111")
                            ? StubSwitch.declined("51")
                            : StubSwitch.status("succeeded"));
            return StubSwitch.Answer.session();
        });
        openForm();
        browser.fillCard(VISA);
        browser.submit();

        browser.awaitText("decline-reason", "not enough money");
        browser.awaitText("decline", "Visa •••• 1111");
        assertEquals("decline-heading", browser.focused());
        assertEquals("", browser.element("cvc").getDomProperty("value"));
        assertEquals("false", browser.element("pay").getDomAttribute("aria-disabled"));
        browser.element("number").clear();
        browser.type("number", "5555555555554444");
        browser.type("cvc", "321");
        browser.submit();
        browser.awaitView("succeeded");
    }

    @Test
    void unknown_any_tellsTheTruthAndHidesTheForm() {
        Instant check = Instant.now().plusSeconds(30);
        backend.prepare(StubSwitch.unknown(check));
        browser.open(backend.url(""));

        browser.awaitView("unknown");
        assertEquals("We do not know yet whether the bank took the money.", browser.text("unknown-text"));
        assertTrue(browser.text("unknown-warning").contains("Do not pay again"));
        assertTrue(browser.text("unknown-check").matches("We check again at \\d\\d:\\d\\d:\\d\\d\\."));
        assertTrue(browser.driver().findElements(By.id("pay")).isEmpty());
        backend.tell(StubSwitch.unknown(check.plusSeconds(60)));
        String first = browser.text("unknown-check");
        Awaitility.await().until(() -> backend.hasListener());
        backend.tell(StubSwitch.unknown(check.plusSeconds(125)));
        Awaitility.await().until(() -> !browser.text("unknown-check").equals(first));
    }

    @Test
    void chinese_byHeaderAndByButton_isComplete() {
        browser.acceptLanguage("zh-CN,zh;q=0.9,en;q=0.5");
        browser.open(backend.url(""));
        browser.awaitView("form");
        assertEquals("zh", browser.script("return document.documentElement.lang"));
        assertEquals("支付 ¥128.00", browser.text("pay"));
        browser.type("number", "4111");
        browser.element("pay").click();
        assertTrue(browser.text("number-error").contains("卡号位数不足"));

        browser.element("language").click();
        assertEquals("Pay CN¥128.00", browser.text("pay"));
        assertEquals("4111", browser.element("number").getDomProperty("value"));
        assertTrue(browser.text("number-error").contains("too short"));
        assertEquals("language", browser.focused());
        assertTrue(browser.driver().getCurrentUrl().endsWith("?lang=en"));
    }

    @Test
    void keyboard_only_pays() {
        openForm();
        browser.press(Keys.TAB);
        assertEquals("language", browser.focused());
        browser.press(Keys.TAB);
        assertEquals("method-card", browser.focused());
        browser.press(Keys.ARROW_RIGHT);
        assertEquals("method-bank_account", browser.focused());
        assertTrue(browser.element("bank").isDisplayed());
        browser.press(Keys.ARROW_LEFT);
        browser.press(Keys.TAB);
        assertEquals("number", browser.focused());
        browser.press(VISA, Keys.TAB);
        browser.press("1230", Keys.TAB);
        browser.press("123", Keys.TAB);
        assertEquals("pay", browser.focused());
        backend.onPay(body -> {
            backend.tell(StubSwitch.status("succeeded"));
            return StubSwitch.Answer.session();
        });
        browser.press(Keys.ENTER);
        browser.awaitView("succeeded");
    }

    private static void openForm() {
        browser.open(backend.url(""));
        browser.awaitView("form");
        Awaitility.await().until(() -> backend.hasListener());
    }

    private static String number(JsonNode body) {
        return body.at("/payment_method/card/number").asText();
    }
}
