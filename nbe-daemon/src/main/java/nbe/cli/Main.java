package nbe.cli;

/** The program {@code nbe}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(2);
    }
}
