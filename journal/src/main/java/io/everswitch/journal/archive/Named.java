package io.everswitch.journal.archive;

import java.lang.reflect.InvocationTargetException;

/** Makes what a setting names by its class. */
public final class Named {
    private Named() {}

    public static <T> T make(Class<T> kind, String className) {
        try {
            return kind.cast(Class.forName(className).getDeclaredConstructor().newInstance());
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException
                | ClassCastException e) {
            throw new IllegalArgumentException(
                    className + " cannot be used as " + kind.getSimpleName() + ": "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }
}
