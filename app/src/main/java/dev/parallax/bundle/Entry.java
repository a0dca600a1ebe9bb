package dev.parallax.bundle;

/// The entries of a bundle, in the order in which they stand in it.
enum Entry {
    MANIFEST("manifest.json"),
    SETTINGS("settings.json"),
    POLICIES("policies.jsonl"),
    HEAD("head.json"),
    ROWS("rows.jsonl"),
    LOG("log.jsonl"),
    CLIENTS("clients.jsonl"),
    EXPECTATIONS("expectations.jsonl"),
    RECORDING("recording.jsonl"),
    STEPS("steps.yaml");

    static final String TYPE = "parallax-world";
    static final int FORMAT = 1;

    private final String fileName;

    Entry(String fileName) {
        this.fileName = fileName;
    }

    String fileName() {
        return fileName;
    }
}
