"""Answers on the screen: the chat page and the library page, in Streamlit."""
