package dev.parallax.cli;

import java.util.Map;

/// Whether this machine can show a window. Stateless.
final class Display {
    private Display() {}

    /// On Linux a display has to be named in the environment; elsewhere there is one.
    static boolean isThere(String osName, Map<String, String> environment) {
        return !osName.startsWith("Linux") || names(environment, "DISPLAY") || names(environment, "WAYLAND_DISPLAY");
    }

    /// Tells JavaFX to draw in memory with its software pipeline; call before JavaFX starts.
    static void useHeadless() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
    }

    private static boolean names(Map<String, String> environment, String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }
}
