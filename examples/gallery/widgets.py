"""The input widgets."""

import streamlit as st
from sections import gallery

gallery(st)
