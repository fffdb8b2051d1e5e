"""`python -m kg`, where the command is not on the path."""

from kg.cli.main import main

if __name__ == "__main__":
    main()
