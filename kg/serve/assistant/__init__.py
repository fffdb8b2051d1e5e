"""The door for an assistant: tools, resources and prompts over the Model Context Protocol."""
