"""``python -m tiaokuan``."""

from tiaokuan.cli import main

if __name__ == "__main__":
    main()
