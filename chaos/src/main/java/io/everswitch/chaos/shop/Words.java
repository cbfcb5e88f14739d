package io.everswitch.chaos.shop;

/** What the shop says, in both languages. */
final class Words {
    private Words() {}

    private static String of(Language language, String en, String zh) {
        return language == Language.ZH ? zh : en;
    }

    static String languageName(Language language) {
        return of(language, "English", "中文");
    }

    static String title(Language language) {
        return of(language, "The corner shop", "街角小店");
    }

    static String intro(Language language) {
        return of(language, "A demo: nothing is delivered and no real money moves.", "演示商店：不会发货，也不会产生真实扣款。");
    }

    static String buy(Language language) {
        return of(language, "Buy", "购买");
    }

    static String order(Language language) {
        return of(language, "Your order", "您的订单");
    }

    static String number(Language language) {
        return of(language, "Order number", "订单号");
    }

    static String reload(Language language) {
        return of(language, "Look again", "刷新");
    }

    static String pay(Language language) {
        return of(language, "Go to the cashier", "前往收银台");
    }

    static String back(Language language) {
        return of(language, "Back to the shop", "返回商店");
    }

    static String again(Language language) {
        return of(language, "Try again", "重试");
    }

    static String failed(Language language) {
        return of(language, "The cashier cannot be reached", "暂时无法连接收银台");
    }

    static String failedWhy(Language language) {
        return of(
                language,
                "Your order is kept and nothing was paid. Trying again will not charge you twice.",
                "订单已保留，尚未付款。重试不会重复扣款。");
    }

    static String unknown(Language language) {
        return of(language, "There is no such page.", "没有这个页面。");
    }

    /** What a payment's status means to a customer. */
    static String status(Language language, String status) {
        return switch (status) {
            case "succeeded" -> of(language, "Paid. Thank you!", "已付款，谢谢！");
            case "failed" -> of(language, "The payment did not go through.", "付款未成功。");
            case "canceled" -> of(language, "The payment was cancelled.", "付款已取消。");
            case "expired" -> of(language, "The time to pay has run out.", "付款已超时。");
            case "processing" -> of(language, "The payment is being processed.", "付款处理中。");
            default -> of(language, "We have not heard of a payment yet.", "尚未收到付款结果。");
        };
    }
}
