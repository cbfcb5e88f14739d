package io.everswitch.chaos.shop;

import java.util.List;
import java.util.Optional;

/** Something to buy. The amounts end in 00, so no bank of the simulator is steered by accident. */
record Product(String id, String sign, String nameEn, String nameZh, long amount, String currency) {
    static final List<Product> ALL = List.of(
            new Product("lottery", "🎟", "Lottery ticket, Saturday draw", "彩票（周六开奖）", 1_000, "CNY"),
            new Product("tea", "🍵", "Spring tea, 100 g", "春茶 100 克", 6_800, "CNY"),
            new Product("umbrella", "☂", "Umbrella for two", "双人雨伞", 12_900, "CNY"),
            new Product("book", "📖", "A book about bridges", "一本关于桥的书", 4_500, "CNY"),
            new Product("lamp", "💡", "Desk lamp", "台灯", 19_900, "CNY"));

    static Optional<Product> of(String id) {
        return ALL.stream().filter(product -> product.id.equals(id)).findFirst();
    }

    String name(Language language) {
        return language == Language.ZH ? nameZh : nameEn;
    }

    String price() {
        return "¥" + amount / 100 + "." + (amount % 100 < 10 ? "0" : "") + amount % 100;
    }
}
