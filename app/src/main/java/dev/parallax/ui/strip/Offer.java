package dev.parallax.ui.strip;

/// Something a notice lets the person do. Immutable.
public record Offer(String text, Runnable act) {}
